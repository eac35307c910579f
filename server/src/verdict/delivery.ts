import type { HostEvidence } from '../probe/evidence';
import { sharesOf } from './address-share';
import type { Judgement } from './judgement';
import { decided, either, type Outcome, only, type Possible, weakest } from './possible';

/** The judgements on the addresses of one host, in no order: Postfix mixes the address families. */
export interface JudgedHost {
  readonly host: HostEvidence;
  readonly judgements: readonly JudgedAddress[];
}

export interface JudgedAddress extends Judgement {
  /** Null for a lookup that failed: there may be addresses behind it, or none. */
  readonly family: 4 | 6 | null;
}

/**
 * What comes of one delivery: the weakest way in which the addresses that it tries can take the message. It tries the
 * hosts by preference, equal ones in any order, and at most `limit` addresses (smtp_mx_address_limit; 0: all of them),
 * which the two address families share. A server that refuses for good ends it, and no other gets the message.
 */
export function outcomeOfDelivery(hosts: readonly JudgedHost[], limit: number): Possible {
  const addresses = hosts.flatMap(({ host, judgements }) =>
    judgements.map((judgement) => ({ ...judgement, preference: host.preference ?? 0 })),
  );
  const count = (family: 4 | 6) => addresses.filter((each) => each.family === family).length;
  const preferences = [...new Set(addresses.map(({ preference }) => preference))].sort((a, b) => a - b);
  const outcomes = sharesOf(count(4), count(6), limit).map((share) => {
    const left = { 4: share.ipv4, 6: share.ipv6 };
    const groups = preferences.map((preference) => {
      const equals = addresses.filter((each) => each.preference === preference);
      const unknowns = equals.filter(({ family }) => family === null).map(({ possible }) => possible);
      const tried = ([4, 6] as const).map((family) => {
        const own = equals.filter((each) => each.family === family).map(({ possible }) => possible);
        const slots = left[family];
        left[family] = Math.max(0, slots - own.length);
        return groupOf(own, slots);
      });
      return joined([...tried, groupOf(unknowns, unknowns.length)]);
    });
    return ending(groups);
  });
  return outcomes.reduce(either);
}

/** Addresses of one preference: the weakest delivery at those that are tried, and whether one refuses for good. */
interface Group {
  readonly possible: Possible;
  readonly refuses: 'yes' | 'perhaps' | 'no';
}

/** What comes of any choice of `slots` addresses among equal ones. */
function groupOf(addresses: readonly Possible[], slots: number): Group {
  const isWhole = addresses.length <= slots;
  const hasRefusal = addresses.some((possible) => decided(possible) === 'bounces');
  const refuses = !hasRefusal || slots <= 0 ? 'no' : isWhole ? 'yes' : 'perhaps';
  if (slots <= 0) return { possible: only('bounces'), refuses };
  return { possible: isWhole ? weakest(addresses) : someOf(addresses, slots), refuses };
}

function someOf(addresses: readonly Possible[], slots: number): Possible {
  const untried = only('bounces');
  const all = weakest(addresses.map((possible) => either(possible, untried)));
  const delivering = addresses.filter((possible) => !possible.has('defers') && !possible.has('bounces')).length;
  // Each choice holds a delivering one when there are fewer others than slots.
  const always = addresses.length - delivering < slots;
  const outcomes = [...all].filter((outcome) => outcome !== 'bounces' && outcome !== 'defers');
  return new Set<Outcome>(always ? outcomes : [...outcomes, 'defers']);
}

function joined(groups: readonly Group[]): Group {
  const refusals = groups.map(({ refuses }) => refuses);
  const refuses = refusals.includes('yes') ? 'yes' : refusals.includes('perhaps') ? 'perhaps' : 'no';
  return { possible: weakest(groups.map(({ possible }) => possible)), refuses };
}

/** The weakest delivery of all; but where the best is to be had, a refusal for good that comes before it ends all. */
function ending(groups: readonly Group[]): Possible {
  const all = weakest(groups.map(({ possible }) => possible));
  if (all.has('clear') || all.has('encrypted')) return all;
  let before = false;
  for (const { possible, refuses } of groups) {
    const may = possible.has('authenticated');
    if (refuses === 'yes') return new Set<Outcome>(before || may ? ['authenticated', 'bounces'] : ['bounces']);
    if (refuses === 'perhaps') return either(all, only('bounces'));
    if (decided(possible) === 'authenticated') return all;
    before ||= may;
  }
  return all;
}
