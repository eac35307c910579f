import type { PolicyValue } from '../policy/entry';
import type { Sender } from './sender';

/** The levels that a person may ask for as the least that is advised, from the weakest on. */
export const minimumLevels = ['secure', 'dane', 'dane-only'] as const;
export type MinimumLevel = (typeof minimumLevels)[number];

/**
 * Whether an entry stands below the least that a person wants, by the order in which entries are advised (docs/architecture.md).
 * Where nobody knows the consumers, `dane` protects only some of them and comes after `secure`.
 */
export function isBelow({ level }: PolicyValue, minimum: MinimumLevel | undefined, { profile }: Sender): boolean {
  if (minimum === undefined) return false;
  // `fingerprint`, which is not among them, is below each of them.
  const order: readonly string[] = profile === 'any' ? ['dane', 'secure', 'dane-only'] : minimumLevels;
  return order.indexOf(level) < order.indexOf(minimum);
}
