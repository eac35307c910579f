import type { JudgedHost } from '../../server/src/verdict/delivery';
import { decided, type Outcome, type Possible } from '../../server/src/verdict/possible';

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
  // Of two address families each gets a share of the limit, so that any address may be among those that are tried.
  const isShared = limit > 0 && hasBothFamilies(hosts);
  let left = limit === 0 || isShared ? Number.POSITIVE_INFINITY : limit;
  const found: FirstDelivery[] = [];
  let last: readonly FirstDelivery[] = [nowhere('bounces')];
  let isDelayed = false;
  for (const group of byPreference(hosts)) {
    if (group.length === 0) continue;
    found.push(...group.flatMap(deliveriesAt));
    isDelayed ||= group.some((each) => each.isDelayed);
    const failing = group.filter((each) => each.isDelayed || mayFail(each)).length;
    // One that surely delivers ends the delivery, unless those that may fail use up the addresses before it.
    if (failing < Math.min(group.length, left)) return isShared ? [...found, nowhere('defers')] : found;
    // The failure at the last address decides between deferring and bouncing.
    last = failures.filter((outcome) => group.some(({ possible }) => possible.has(outcome))).map(nowhere);
    // A refusal for good ends the delivery, whoever comes next.
    if (group.length <= left && group.some(({ possible }) => decided(possible) === 'bounces')) break;
    left -= group.length;
    if (left <= 0) break;
  }
  return isDelayed ? found : [...found, ...last];
}

const failures: readonly Outcome[] = ['defers', 'bounces'];
/** At level may Postfix goes on without TLS after these only when the message has waited, and asks the other hosts before. */
const delayedReasons: readonly string[] = ['handshake-failed', 'attribute-fails-handshake'];

interface Candidate {
  /** Null where the judgement is about addresses that are not known. */
  readonly address: string | null;
  readonly possible: Possible;
  readonly isDelayed: boolean;
}

function nowhere(outcome: Outcome): FirstDelivery {
  return { address: null, outcome };
}

function mayFail({ possible }: Candidate): boolean {
  return failures.some((outcome) => possible.has(outcome));
}

function hasBothFamilies(hosts: readonly JudgedHost[]): boolean {
  return (
    hosts.some(({ host }) => host.ipv4.records.length > 0) && hosts.some(({ host }) => host.ipv6.records.length > 0)
  );
}

function byPreference(hosts: readonly JudgedHost[]): readonly (readonly Candidate[])[] {
  const preferences = [...new Set(hosts.map(({ host }) => host.preference ?? 0))].sort((a, b) => a - b);
  return preferences.map((preference) =>
    hosts.filter(({ host }) => (host.preference ?? 0) === preference).flatMap(candidatesOf),
  );
}

function candidatesOf({ host, judgements }: JudgedHost): readonly Candidate[] {
  return judgements.map(({ possible, reason }, index) => ({
    address: host.addresses[index]?.address ?? null,
    possible,
    isDelayed: delayedReasons.includes(reason.id) && possible.has('clear'),
  }));
}

function deliveriesAt({ address, possible }: Candidate): readonly FirstDelivery[] {
  return [...possible].filter((outcome) => !failures.includes(outcome)).map((outcome) => ({ address, outcome }));
}
