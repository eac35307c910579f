import type { Assessment, Protection } from './posture';

/** What there is against a threat, before anybody asked which settings decide it. */
export type Answer = Pick<Assessment, 'protection' | 'because' | 'change'>;

/**
 * @param because why, in whole sentences.
 * @param change what to write for more; null where nothing in these files would help, or nothing is missing.
 */
export function answer(protection: Protection, because: string, change: string | null = null): Answer {
  return { protection, because, change };
}
