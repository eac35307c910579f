import { t } from '../text/translate';
import { UsageError } from './usage-error';

const milliseconds = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Reads `12h`, `7d` or `0`; milliseconds. */
export function readAge(text: string): number {
  if (text === '0') return 0;
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * milliseconds[unit as keyof typeof milliseconds];
  throw new UsageError(t('"{0}" is no age; write for example 12h or 7d', text));
}
