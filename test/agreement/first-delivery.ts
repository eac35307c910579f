import type { JudgedHost } from '../../server/src/verdict/delivery';
import type { Outcome, Possible } from '../../server/src/verdict/possible';

/** How a delivery may end by the judgements: at an address, or (null) at none. */
export interface FirstDelivery {
  readonly address: string | null;
  readonly outcome: Outcome;
}

/**
 * Where Postfix may deliver: at the first address that takes the message, hosts by preference, equal ones and the
 * addresses of one preference in any order, and at most `limit` addresses.
 */
export function firstDeliveries(hosts: readonly JudgedHost[], limit: number): readonly FirstDelivery[] {
  const found: FirstDelivery[] = [];
  let left = limit === 0 ? Number.POSITIVE_INFINITY : limit;
  for (const group of byPreference(hosts)) {
    found.push(...group.flatMap(deliveriesAt));
    const failing = group.filter(({ possible }) => possible.has('defers') || possible.has('bounces')).length;
    // One that surely delivers ends the delivery, unless those that may fail use up the addresses before it.
    if (failing < Math.min(group.length, left)) return found;
    left -= group.length;
    if (left <= 0) break;
  }
  const isEmpty = hosts.every(({ judgements }) => judgements.length === 0);
  return [...found, { address: null, outcome: isEmpty ? 'bounces' : 'defers' }];
}

interface Candidate {
  /** Null where the judgement is about addresses that are not known. */
  readonly address: string | null;
  readonly possible: Possible;
}

function byPreference(hosts: readonly JudgedHost[]): readonly (readonly Candidate[])[] {
  const preferences = [...new Set(hosts.map(({ host }) => host.preference ?? 0))].sort((a, b) => a - b);
  return preferences.map((preference) =>
    hosts.filter(({ host }) => (host.preference ?? 0) === preference).flatMap(candidatesOf),
  );
}

function candidatesOf({ host, judgements }: JudgedHost): readonly Candidate[] {
  return judgements.map(({ possible }, index) => ({ address: host.addresses[index]?.address ?? null, possible }));
}

function deliveriesAt({ address, possible }: Candidate): readonly FirstDelivery[] {
  return [...possible]
    .filter((outcome) => outcome !== 'defers' && outcome !== 'bounces')
    .map((outcome) => ({ address, outcome }));
}
