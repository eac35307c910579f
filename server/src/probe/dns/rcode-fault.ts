import { Fault } from '../fault';
import type { DnsMessage, ExtendedError } from './record';
import { rcode, rcodeName } from './types';

/** The registered meanings (RFC 8914 section 4 and the IANA registry "Extended DNS Error Codes"). */
const purposes: readonly string[] = [
  'other error',
  'unsupported DNSKEY algorithm',
  'unsupported DS digest type',
  'stale answer',
  'forged answer',
  'DNSSEC indeterminate',
  'DNSSEC bogus',
  'signature expired',
  'signature not yet valid',
  'DNSKEY missing',
  'RRSIGs missing',
  'no zone key bit set',
  'NSEC missing',
  'cached error',
  'not ready',
  'blocked',
  'censored',
  'filtered',
  'prohibited',
  'stale NXDOMAIN answer',
  'not authoritative',
  'not supported',
  'no reachable authority',
  'network error',
  'invalid data',
  'signature expired before valid',
  'too early',
  'unsupported NSEC3 iterations value',
  'unable to conform to policy',
  'synthesized',
  'invalid query type',
];

/**
 * Why a reply is no answer: the resolver failed or refused. Null for the two response codes that are answers, NOERROR
 * and NXDOMAIN. The text holds what the resolver said about it (RFC 8914).
 */
export function rcodeFault(message: DnsMessage): Fault | null {
  if (message.rcode === rcode.NOERROR || message.rcode === rcode.NXDOMAIN) return null;
  const who = message.resolver ?? 'the resolver';
  const why = explained(message.extendedError ?? null);
  if (message.rcode === rcode.REFUSED) return new Fault('dns-refused', `${who} refused to answer${why}`);
  return new Fault('dns-servfail', `${who} answered ${rcodeName(message.rcode)}${why}`);
}

function explained(error: ExtendedError | null): string {
  if (error === null) return '';
  const purpose = purposes[error.code] ?? `extended error ${error.code}`;
  if (error.text === '') return `: ${purpose}`;
  // "Other error" tells less than the text beside it.
  return error.code === 0 ? `: ${error.text}` : `: ${purpose}: ${error.text}`;
}
