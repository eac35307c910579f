import type { SmtpBehaviour } from '../scenario';

const minute = 60_000;

/** Counts the connections of one server: those that it has no time for get a temporary greeting, and every other one may be served worse. */
export function createDoor(delayScale: number): (behaviour: SmtpBehaviour) => SmtpBehaviour {
  let refused = 0;
  let served: readonly number[] = [];
  let isWell = true;
  return (behaviour) => {
    const { busyFor = 0, perMinute = Number.POSITIVE_INFINITY, steadiness = 'steady' } = behaviour;
    const now = Date.now();
    served = served.filter((time) => now - time < minute * delayScale);
    if (refused < busyFor) {
      refused += 1;
      return { ...behaviour, greeting: 'temporary' };
    }
    if (served.length >= perMinute) return { ...behaviour, greeting: 'temporary' };
    served = [...served, now];
    isWell = steadiness === 'steady' || !isWell;
    return isWell ? behaviour : { ...behaviour, startTls: 'absent' };
  };
}
