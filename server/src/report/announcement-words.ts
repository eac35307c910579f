import type { MtaStsEvidence, TlsRptEvidence } from '../probe/evidence';
import { t } from '../text/translate';
import { describeAnswer } from './evidence-words';
import type { Fact } from './fact';

/** What a domain announces beside its MX records, in words; the text comes from the network as it is. */

/** The MTA-STS policy (RFC 8461) in one line. */
export function describeMtaSts({ state, cause, policy }: MtaStsEvidence): Fact {
  if (state === 'absent') {
    return cause === undefined
      ? { tone: 'plain', text: t('no policy is announced') }
      : { tone: 'bad', text: t('there is a record that counts as none: {0}', cause.text) };
  }
  if (state === 'untested' || policy === null) {
    return { tone: 'untested', text: t('could not be tested') + (cause ? `: ${cause.text}` : '') };
  }
  const more = policy.mx.length - shownPatterns;
  const hosts = policy.mx.slice(0, shownPatterns).join(', ') + (more > 0 ? ` ${t('and {0} more', more)}` : '');
  return {
    tone: 'plain',
    text: hosts === '' ? t('mode {0}', policy.mode) : t('mode {0}, MX hosts {1}', policy.mode, hosts),
  };
}

const shownPatterns = 8;

/** Where the domain wants to be told of failed TLS (RFC 8460), in one line. */
export function describeTlsRpt({ state, cause, rua, record }: TlsRptEvidence): Fact {
  if (state === 'record') return { tone: 'plain', text: t('reports on failed TLS go to {0}', rua.join(', ')) };
  if (state === 'untested') return describeAnswer(record);
  return cause === undefined
    ? { tone: 'plain', text: t('no address for reports on failed TLS is announced') }
    : { tone: 'bad', text: t('there is a record that counts as none: {0}', cause.text) };
}
