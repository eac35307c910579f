import type { TableType } from '../../postfix/table-types';
import type { PolicyEntry } from '../document';
import { type OnePattern, type PatternParts, readPattern } from '../pattern-parts';
import type { Dialect } from './regexp-items';

/** Of the entry that was asked for last: the rules are run on one entry after the other. */
let last: { readonly entry: PolicyEntry; readonly parts: PatternParts } | null = null;

/** The patterns of an entry of a pattern table; null for other entries. Kept, since several rules ask for them. */
export function patternsOf(entry: PolicyEntry): PatternParts | null {
  if (entry.key.kind !== 'pattern') return null;
  if (last?.entry !== entry) last = { entry, parts: readPattern(entry.key.text, 0) };
  return last.parts;
}

/** The one pattern of an entry that Postfix can read, neither negated nor joined with a second one; else null. */
export function plainPattern(entry: PolicyEntry): OnePattern | null {
  if (entry.dropped === 'indented') return null;
  const patterns = patternsOf(entry)?.patterns;
  const [pattern, second] = patterns ?? [];
  return pattern === undefined || second !== undefined || pattern.isNegated || !pattern.isClosed ? null : pattern;
}

/** The options that each dialect knows (regexp_table(5), pcre_table(5)). */
export const patternFlags: Readonly<Record<Dialect, string>> = { regexp: 'imx', pcre: 'imsxAEUX' };

/** The dialects that a table can be in. */
export function dialectsOf(tableType: TableType | null): readonly Dialect[] {
  return tableType === 'regexp' || tableType === 'pcre' ? [tableType] : ['regexp', 'pcre'];
}
