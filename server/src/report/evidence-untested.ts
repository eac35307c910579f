import type { Cause } from '../probe/cause';
import type { Evidence, HostEvidence } from '../probe/evidence';
import { untestedByCause } from './evidence-deep';
import { count, describeAnswer } from './evidence-words';

/** All that the evidence leaves open, each with its cause, in the order of the probe. */
export function listUntested(evidence: Evidence): readonly string[] {
  const { stopped, mx, hosts, hostsSkipped, mtaSts, tlsRpt, vantage } = evidence;
  const open: string[] = [];
  if (stopped) open.push(`The probe ended early: ${stopped.text}. What follows is partial.`);
  if (vantage.dnssecProblem) open.push(`DNSSEC, and so DANE, from here: ${vantage.dnssecProblem.text}`);
  /** What has one of the causes above is not told at length again. */
  const tell = (what: string, cause: Cause | undefined, text: string): void => {
    if (cause !== undefined && cause.id === stopped?.id) return;
    const isSame = cause?.id === 'dnssec-stripped' && vantage.dnssecProblem?.id === cause.id;
    open.push(`${what}: ${isSame ? 'for the same reason' : text}`);
  };
  const mxFact = mx && describeAnswer(mx);
  if (mx && mxFact?.tone === 'untested') tell(`MX records of ${mx.name}`, mx.cause, mxFact.text);
  for (const host of hosts) open.push(...untestedOfHost(host));
  if (hostsSkipped > 0) open.push(`${count(hostsSkipped, 'further MX host')} beyond the limit: not contacted`);
  if (mtaSts.state === 'untested') tell('MTA-STS policy', mtaSts.cause, mtaSts.cause?.text ?? 'not looked up');
  if (tlsRpt?.state === 'untested') tell('TLSRPT record', tlsRpt.cause, tlsRpt.cause?.text ?? 'not looked up');
  return open;
}

function untestedOfHost({ name, ipv4, ipv6, tlsa, addresses, addressesSkipped }: HostEvidence): readonly string[] {
  const open: string[] = [];
  for (const answer of [ipv4, ipv6, ...tlsa.map((lookup) => lookup.answer)]) {
    const { tone, text } = describeAnswer(answer);
    if (tone === 'untested') open.push(`${answer.type} records of ${answer.name}: ${text}`);
  }
  for (const { address, port, outcome, cause, daneCause, hostCause } of addresses) {
    const at = `${name}, ${address} port ${port}`;
    if (outcome === 'untested') open.push(`${at}: ${cause?.text ?? 'no reason given'}`);
    if (daneCause) open.push(`${at}, with the TLSA base domain as server name: ${daneCause.text}`);
    if (hostCause && hostCause.id !== 'handshake-failed') {
      open.push(`${at}, with the host’s name as server name: ${hostCause.text}`);
    }
  }
  for (const { address, deep } of addresses) {
    open.push(...untestedByCause(deep ?? []).map((text) => `${name}, ${address}: ${text}`));
  }
  if (addressesSkipped > 0) open.push(`${name}: ${count(addressesSkipped, 'further address')} beyond the limit`);
  return open;
}
