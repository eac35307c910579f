import type { SmtpBehaviour } from '../scenario';

const minute = 60_000;

/** Counts the connections of one server, and gives those that it has no time for a temporary greeting. */
export function createDoor(delayScale: number): (behaviour: SmtpBehaviour) => SmtpBehaviour {
  let refused = 0;
  let served: readonly number[] = [];
  return (behaviour) => {
    const { busyFor = 0, perMinute = Number.POSITIVE_INFINITY } = behaviour;
    const now = Date.now();
    served = served.filter((time) => now - time < minute * delayScale);
    if (refused < busyFor) {
      refused += 1;
      return { ...behaviour, greeting: 'temporary' };
    }
    if (served.length >= perMinute) return { ...behaviour, greeting: 'temporary' };
    served = [...served, now];
    return behaviour;
  };
}
