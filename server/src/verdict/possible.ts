import type { DeliveryOutcome } from './verdict';

/** An outcome that is decided. */
export type Outcome = Exclude<DeliveryOutcome, 'unknown'>;

/**
 * What may happen by the evidence: one outcome where it decides, several where it does not. So an unreached host at
 * `secure` either authenticates or defers, and can never get mail unauthenticated.
 */
export type Possible = ReadonlySet<Outcome>;

export const failsClosed: Possible = new Set(['authenticated', 'defers']);
export const notAuthenticated: Possible = new Set(['encrypted', 'clear', 'defers']);
export const encryptedOrNothing: Possible = new Set(['encrypted', 'defers']);
export const anything: Possible = new Set(['authenticated', 'encrypted', 'clear', 'defers']);

export function only(outcome: Outcome): Possible {
  return new Set([outcome]);
}

export function either(first: Possible, second: Possible): Possible {
  return new Set([...first, ...second]);
}

/** The decided outcome, else `unknown`. */
export function decided(possible: Possible): DeliveryOutcome {
  const [first, ...others] = possible;
  return first === undefined || others.length > 0 ? 'unknown' : first;
}

/** Whether the message certainly does not get through: it waits, or it is refused for good. */
export function isHeldBack(possible: Possible): boolean {
  return [...possible].every((outcome) => outcome === 'defers' || outcome === 'bounces');
}

/** From the weakest delivery to none at all. */
const order: readonly Outcome[] = ['clear', 'encrypted', 'authenticated', 'defers', 'bounces'];

/**
 * The weakest way in which a message can be delivered when several servers may receive it: who can interfere with the
 * network can keep mail from any of them, and so chooses. A server that defers or bounces leaves it to the others.
 */
export function weakest(all: readonly Possible[]): Possible {
  return all.reduce<Possible>((left, right) => {
    const combined = [...left].flatMap((first) => [...right].map((second) => weaker(first, second)));
    return new Set(combined);
  }, only('bounces'));
}

function weaker(first: Outcome, second: Outcome): Outcome {
  return order.indexOf(first) <= order.indexOf(second) ? first : second;
}
