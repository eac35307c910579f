import { t } from '../text/translate';
import type { CliIo } from './io';
import type { OptionValues } from './option';
import { UsageError } from './usage-error';
import type { verifyOptions } from './verify-options';

/**
 * Milliseconds for which nobody asks again for want of a person who watches: less than a day, so that a run each night, at a time that
 * varies, asks each time.
 */
const unattendedAge = 72_000_000;

type Options = Pick<OptionValues<typeof verifyOptions>, 'evidence' | 'max-age' | 'pacing' | 'unattended'>;

/** For how long what an earlier run saw stands for this one. */
export interface StoredAge {
  /** Milliseconds; 0 for not at all. */
  readonly maxAge: number;
  /** Whether that is so because nobody watches, and not because somebody said so. */
  readonly isUnattended: boolean;
}

/** @throws UsageError where there is no folder for what an option needs. */
export function readStoredAge(options: Options, io: Pick<CliIo, 'stdout' | 'stderr'>): StoredAge {
  const { evidence, 'max-age': maxAge, pacing, unattended } = options;
  if (evidence === null) {
    if (maxAge !== null) throw new UsageError(t('--max-age: only with --evidence, where it is kept what was seen'));
    if (unattended) throw new UsageError(t('--unattended: only with --evidence, where it is kept who was asked when'));
    return { maxAge: 0, isUnattended: false };
  }
  if (maxAge !== null) return { maxAge, isUnattended: false };
  const isUnattended = unattended || (!io.stdout.isTTY && !io.stderr.isTTY);
  // Whoever shortens the pauses asks servers of their own; longer ones are no reason to leave a day out.
  return { maxAge: isUnattended ? unattendedAge * Math.min(1, pacing ?? 1) : 0, isUnattended };
}
