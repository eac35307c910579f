import type { Finding } from '../language/finding';
import { physicalLine } from '../text/logical-lines';

export interface NewFindings {
  /** In the order of their place. */
  readonly fresh: readonly Finding[];
  /** How many the base has already, lines that moved included. */
  readonly old: number;
}

/**
 * Tells the findings that a change brings from those that were there: the same rule on a line that says the same, or about
 * the same key.
 */
export function findNew(before: string, after: string, check: (text: string) => readonly Finding[]): NewFindings {
  const findings = check(after);
  const known = new Map<string, number>();
  for (const finding of findings.length === 0 ? [] : check(before)) {
    const name = nameOf(before, finding);
    known.set(name, (known.get(name) ?? 0) + 1);
  }
  const fresh = findings.filter((finding) => {
    const name = nameOf(after, finding);
    const left = known.get(name) ?? 0;
    known.set(name, left - 1);
    return left <= 0;
  });
  return { fresh, old: findings.length - fresh.length };
}

function nameOf(text: string, { rule, span }: Finding): string {
  const line = physicalLine(text, span.start);
  const content = text.slice(line.start, line.end);
  const isAboutKey = span.start === line.start && /^\s/.test(text.slice(span.end, span.end + 1));
  return `${rule} ${isAboutKey ? text.slice(span.start, span.end) : content.trim().replace(/\s+/g, ' ')}`;
}
