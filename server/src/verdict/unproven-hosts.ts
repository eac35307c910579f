import type { PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import { tell } from './advise-reasons';
import { sessionFor } from './attributes-in-doubt';
import { isReached, unexaminedNames } from './receiving-hosts';
import type { Reason } from './verdict';

/** The hosts at which an entry stands unproven, since nothing could be seen there: unreached, passed over, not decided. */
export function unprovenHosts(evidence: Evidence, value: PolicyValue): readonly Reason[] {
  const { hosts } = evidence;
  const unreached = hosts
    .filter(({ addresses }) => addresses.length > 0 && !addresses.some(isReached))
    .map(({ name, addresses }) => tell('host-unreached', name, addresses[0]?.cause?.text ?? ''));
  const leftOut = hosts.filter(({ addresses, addressesSkipped }) => addresses.length === 0 && addressesSkipped > 0);
  const unseen = [...leftOut.map(({ name }) => name), ...unexaminedNames(evidence)];
  const undecided =
    value.level === 'secure'
      ? hosts
          .filter((host) =>
            host.addresses.some((each) => sessionFor(value, host, each, evidence)?.pkix.verdict === 'untested'),
          )
          .map(({ name }) => tell('trust-untested', name))
      : [];
  return [...unreached, ...unseen.map((name) => tell('host-not-examined', name)), ...undecided];
}
