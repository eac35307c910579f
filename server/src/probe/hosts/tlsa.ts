import type { DnsAnswer } from '../dns/answer';
import type { HostEvidence, TlsaLookup } from '../evidence';
import { limits } from '../limits';
import type { ProbeStep } from '../options';
import { type Ask, failedAnswer } from '../stop';
import { judgeTlsaRecords } from '../tls/tlsa-usability';

export interface LookUpMeans {
  readonly ask: Ask;
  readonly onStep: (step: ProbeStep) => void;
  /** That of the SMTP server. */
  readonly port: number;
}

type TlsaEvidence = Pick<HostEvidence, 'tlsa' | 'tlsaBase' | 'tlsaRecords'>;

/**
 * Looks up the TLSA records of a host as tls_dane_resolve() of src/tls/tls_dane.c does. A lookup that fails ends the
 * search, since what it hides could be records (RFC 7672 section 2.1.2); insecure records count as none.
 */
export async function lookUpTlsa(
  host: string,
  addresses: readonly DnsAnswer<'A' | 'AAAA'>[],
  { ask, onStep, port }: LookUpMeans,
): Promise<TlsaEvidence> {
  const tlsa: TlsaLookup[] = [];
  for (const base of tlsaBases(host, addresses)) {
    const name = `_${port}._tcp.${base}`;
    onStep({ kind: 'tlsa', subject: name });
    const answer = withinLimits(await ask(name, 'TLSA'));
    tlsa.push({ base, answer });
    if (answer.outcome === 'failed') break;
    if (answer.outcome === 'records' && answer.status === 'secure') {
      return { tlsa, tlsaBase: base, tlsaRecords: judgeTlsaRecords(answer.records) };
    }
  }
  return { tlsa, tlsaBase: null, tlsaRecords: [] };
}

/**
 * The TLSA base domains to try, in order (RFC 7672 section 2.2.2): the name that the host's aliases lead to, where the
 * whole way is secure, and then the host's own. Where only the first alias is secure, its own alone; in an unsigned zone
 * none.
 */
export function tlsaBases(host: string, addresses: readonly DnsAnswer<'A' | 'AAAA'>[]): readonly string[] {
  const found = addresses.filter(({ outcome }) => outcome === 'records');
  const secure = found.find(({ status }) => status === 'secure');
  if (secure !== undefined) return [...new Set([secure.aliases.at(-1)?.to ?? host, host])];
  return found.some(({ aliases }) => aliases[0]?.status === 'secure') ? [host] : [];
}

/** More than any honest host publishes is not looked at in part, which could miss the one that matches. */
function withinLimits(answer: DnsAnswer<'TLSA'>): DnsAnswer<'TLSA'> {
  const { name, type, records } = answer;
  const isWithin =
    records.length <= limits.tlsaRecords && records.every(({ data }) => data.length <= 2 * limits.tlsaData);
  if (isWithin) return answer;
  const text = `more than ${limits.tlsaRecords} TLSA records, or one of more than ${limits.tlsaData} bytes`;
  return failedAnswer(name, type, { id: 'limit', text });
}
