import type { Cause } from '../probe/cause';
import type { Evidence, HostEvidence } from '../probe/evidence';
import { counted, t } from '../text/translate';
import { untestedByCause } from './evidence-deep';
import { describeAnswer } from './evidence-words';

/** All that the evidence leaves open, each with its cause, in the order of the probe. */
export function listUntested(evidence: Evidence): readonly string[] {
  const { stopped, mx, hosts, hostsSkipped, mtaSts, tlsRpt, vantage } = evidence;
  const open: string[] = [];
  if (stopped) open.push(t('The probe ended early: {0}. What was seen is partial.', stopped.text));
  if (vantage.dnssecProblem) open.push(t('DNSSEC, and so DANE, from here: {0}', vantage.dnssecProblem.text));
  /** What has one of the causes above is not told at length again. */
  const tell = (what: string, cause: Cause | undefined, text: string): void => {
    if (cause !== undefined && cause.id === stopped?.id) return;
    const isSame = cause?.id === 'dnssec-stripped' && vantage.dnssecProblem?.id === cause.id;
    open.push(`${what}: ${isSame ? t('for the same reason') : text}`);
  };
  const mxFact = mx && describeAnswer(mx);
  if (mx && mxFact?.tone === 'untested') tell(t('MX records of {0}', mx.name), mx.cause, mxFact.text);
  for (const host of hosts) open.push(...untestedOfHost(host));
  if (hostsSkipped > 0)
    open.push(
      counted(
        hostsSkipped,
        '1 further MX host beyond the limit: not contacted',
        '{0} further MX hosts beyond the limit: not contacted',
      ),
    );
  if (mtaSts.state === 'untested') tell(t('MTA-STS policy'), mtaSts.cause, mtaSts.cause?.text ?? t('not looked up'));
  if (tlsRpt?.state === 'untested') tell(t('TLSRPT record'), tlsRpt.cause, tlsRpt.cause?.text ?? t('not looked up'));
  return open;
}

function untestedOfHost({ name, ipv4, ipv6, tlsa, addresses, addressesSkipped }: HostEvidence): readonly string[] {
  const open: string[] = [];
  for (const answer of [ipv4, ipv6, ...tlsa.map((lookup) => lookup.answer)]) {
    const { tone, text } = describeAnswer(answer);
    if (tone === 'untested') open.push(t('{0} records of {1}: {2}', answer.type, answer.name, text));
  }
  for (const { address, port, outcome, cause, daneCause, hostCause } of addresses) {
    const at = t('{0}, {1} port {2}', name, address, port);
    if (outcome === 'untested') open.push(`${at}: ${cause?.text ?? t('no reason given')}`);
    if (daneCause) open.push(t('{0}, with the TLSA base domain as server name: {1}', at, daneCause.text));
    if (hostCause && hostCause.id !== 'handshake-failed') {
      open.push(t('{0}, with the host’s name as server name: {1}', at, hostCause.text));
    }
  }
  for (const { address, deep } of addresses) {
    open.push(...untestedByCause(deep ?? []).map((text) => `${name}, ${address}: ${text}`));
  }
  if (addressesSkipped > 0)
    open.push(
      `${name}: ${counted(addressesSkipped, '1 further address beyond the limit', '{0} further addresses beyond the limit')}`,
    );
  return open;
}
