const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** What the locales have for it, `now`, reads as if it were a part of what it stands behind. */
const justNow: Readonly<Record<string, string>> = { en: 'just now', de: 'gerade eben' };

/** Making one takes longer than all else here, and a long list has an age at each entry. */
const formats = new Map<string, Intl.RelativeTimeFormat>();

/**
 * How long ago something was, in words of a locale: `3 days ago`, `just now` within the last minute.
 *
 * @param milliseconds since then; below zero, where clocks disagree, counts as now
 */
export function describeAge(milliseconds: number, locale: string): string {
  const format = formats.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  formats.set(locale, format);
  const [unit, length] = unitOf(milliseconds);
  if (length !== null) return format.format(-Math.floor(milliseconds / 1000 / length), unit);
  const [language = ''] = locale.split('-');
  return justNow[language] ?? format.format(0, 'second');
}

/** Milliseconds until that is told in other words. */
export function untilNextAge(milliseconds: number): number {
  const [, length] = unitOf(milliseconds);
  if (length === null) return 60_000 - milliseconds;
  const step = length * 1000;
  return (Math.floor(milliseconds / step) + 1) * step - milliseconds;
}

function unitOf(milliseconds: number): (typeof units)[number] | readonly ['second', null] {
  return units.find(([, length]) => milliseconds >= length * 1000) ?? ['second', null];
}
