import type { MtaStsEvidence, TlsRptEvidence } from '../probe/evidence';
import { describeAnswer } from './evidence-words';
import type { Fact } from './fact';

/** What a domain announces beside its MX records, in words; the text comes from the network as it is. */

/** The MTA-STS policy (RFC 8461) in one line. */
export function describeMtaSts({ state, cause, policy }: MtaStsEvidence): Fact {
  if (state === 'absent') {
    return cause === undefined
      ? { tone: 'plain', text: 'no policy is announced' }
      : { tone: 'bad', text: `there is a record that counts as none: ${cause.text}` };
  }
  if (state === 'untested' || policy === null) {
    return { tone: 'untested', text: `could not be tested${cause ? `: ${cause.text}` : ''}` };
  }
  const mx = policy.mx.length > 0 ? `, MX hosts ${policy.mx.slice(0, shownPatterns).join(', ')}` : '';
  const more = policy.mx.length - shownPatterns;
  return { tone: 'plain', text: `mode ${policy.mode}${mx}${more > 0 ? ` and ${more} more` : ''}` };
}

const shownPatterns = 8;

/** Where the domain wants to be told of failed TLS (RFC 8460), in one line. */
export function describeTlsRpt({ state, cause, rua, record }: TlsRptEvidence): Fact {
  if (state === 'record') return { tone: 'plain', text: `reports on failed TLS go to ${rua.join(', ')}` };
  if (state === 'untested') return describeAnswer(record);
  return cause === undefined
    ? { tone: 'plain', text: 'no address for reports on failed TLS is announced' }
    : { tone: 'bad', text: `there is a record that counts as none: ${cause.text}` };
}
