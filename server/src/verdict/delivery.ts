import type { HostEvidence } from '../probe/evidence';
import type { Judgement } from './judgement';
import { either, type Outcome, only, type Possible, weakest } from './possible';

/** The judgements on the addresses of one host, in no order: Postfix mixes the address families. */
export interface JudgedHost {
  readonly host: HostEvidence;
  readonly judgements: readonly Judgement[];
}

/**
 * What comes of one delivery: the weakest way in which the addresses that it tries can take the message. It tries the
 * hosts by preference, equal ones in any order, and at most `limit` addresses (smtp_mx_address_limit; 0: all of them).
 */
export function outcomeOfDelivery(hosts: readonly JudgedHost[], limit: number): Possible {
  const preferences = [...new Set(hosts.map(preferenceOf))].sort((first, second) => first - second);
  const tried: Possible[] = [];
  let left = limit === 0 ? Number.POSITIVE_INFINITY : limit;
  for (const preference of preferences) {
    if (left <= 0) break;
    const group = hosts
      .filter((host) => preferenceOf(host) === preference)
      .flatMap(({ judgements }) => judgements.map(({ possible }) => possible));
    tried.push(someOf(group, left));
    left -= group.length;
  }
  return weakest(tried);
}

function preferenceOf({ host }: JudgedHost): number {
  return host.preference ?? 0;
}

/** What comes of any choice of `slots` addresses among equal ones. */
function someOf(group: readonly Possible[], slots: number): Possible {
  if (group.length <= slots) return weakest(group);
  const untried = only('bounces');
  const all = weakest(group.map((possible) => either(possible, untried)));
  const delivering = group.filter((possible) => !possible.has('defers')).length;
  // Each choice holds a delivering one when there are fewer others than slots.
  const always = group.length - delivering < slots;
  const outcomes = [...all].filter((outcome) => outcome !== 'bounces' && outcome !== 'defers');
  return new Set<Outcome>(always ? outcomes : [...outcomes, 'defers']);
}
