import type { PolicyAttribute, PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import { inForce } from './in-force';
import { matchNames } from './match-names';
import type { Sender } from './sender';

/** Makes Postfix send the name of the MX host as server name indication (TLS_README, postconf(5) smtp_tls_servername). */
export const sendsHostName: PolicyAttribute = { name: 'servername', value: 'hostname' };

/** `secure`, with the names in `match=` where there are any, and with further attributes. */
export function secureValue(names: readonly string[], more: readonly PolicyAttribute[] = []): PolicyValue {
  const match = names.length === 0 ? [] : [{ name: 'match', value: names.join(':') }];
  return { level: 'secure', attributes: [...match, ...more] };
}

/** `secure` with the names of the hosts, where they are fit for a policy. */
export function secureByNames(evidence: Evidence, sender: Sender): PolicyValue {
  return secureValue(matchNames(evidence, inForce(secureValue([]), sender)) ?? []);
}
