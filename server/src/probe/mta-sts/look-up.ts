import type { DnsAnswer } from '../dns/answer';
import type { MtaStsEvidence } from '../evidence';
import { Fault } from '../fault';
import type { NextHop } from '../next-hop';
import type { ProbeStep } from '../options';
import { type Ask, type Stop, untilStopped } from '../stop';
import { type FetchMeans, fetchPolicy } from './fetch-policy';
import { parsePolicy } from './policy';
import { parseRecords } from './record';

export interface MtaStsMeans extends Omit<FetchMeans, 'signal'> {
  readonly ask: Ask;
  readonly stop: Stop;
  readonly onStep: (step: ProbeStep) => void;
}

/** The MTA-STS policy of a domain. A next-hop in brackets has none: it is no mail domain. */
export async function lookUpMtaSts({ kind, name: domain }: NextHop, means: MtaStsMeans): Promise<MtaStsEvidence> {
  if (kind !== 'domain') return { state: 'absent', record: null, policy: null };
  const { ask, stop, onStep } = means;
  const subject = `_mta-sts.${domain}`;
  onStep({ kind: 'mta-sts', subject });
  const record = await ask(subject, 'TXT');
  if (record.outcome === 'failed') return untested(record, record.cause);
  const found = parseRecords(record.records);
  switch (found.kind) {
    case 'absent':
      return { state: 'absent', record, policy: null };
    case 'invalid':
      // RFC 8461 section 3.1: then there is no policy.
      return { state: 'absent', cause: { id: 'policy-invalid', text: found.problem }, record, policy: null };
    case 'announced':
      return untilStopped(
        stop,
        () => announcedPolicy(domain, record, means),
        (cause) => untested(record, cause),
      );
  }
}

async function announcedPolicy(domain: string, record: DnsAnswer<'TXT'>, means: MtaStsMeans): Promise<MtaStsEvidence> {
  const host = `mta-sts.${domain}`;
  means.onStep({ kind: 'mta-sts', subject: host });
  try {
    const text = await fetchPolicy(host, await addressOf(host, means), { ...means, signal: means.stop.signal });
    const result = parsePolicy(text);
    if ('policy' in result) return { state: 'policy', record, policy: result.policy };
    return untested(record, { id: 'policy-invalid', text: `${host}: ${result.problem}` });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return untested(record, error.asCause);
  }
}

/** One address suffices; IPv4 is more widely to be had. */
async function addressOf(host: string, { ask }: MtaStsMeans): Promise<string> {
  let why = 'it has no address';
  for (const type of ['A', 'AAAA'] as const) {
    const { records, cause } = await ask(host, type);
    if (records[0] !== undefined) return records[0];
    why = cause?.text ?? why;
  }
  throw new Fault('policy-fetch-failed', `${host} could not be contacted: ${why}`);
}

function untested(record: DnsAnswer<'TXT'>, cause: MtaStsEvidence['cause']): MtaStsEvidence {
  return { state: 'untested', ...(cause === undefined ? {} : { cause }), record, policy: null };
}
