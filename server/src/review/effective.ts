import { readPattern } from '../policy/pattern-parts';
import type { AppliedEntry, TableIndex } from './table-index';

/** What applies to the mail for a next-hop before and after; null: no entry does, so that main.cf decides. */
export interface EffectiveChange {
  /** `.example.org` stands for the names below it that have no entry of their own. */
  readonly nextHop: string;
  readonly before: AppliedEntry | null;
  readonly after: AppliedEntry | null;
}

/** More names are not looked up in a table of patterns, nor any in a longer one, where each lookup tries all lines. */
export const most = { names: 100, patterns: 1_000 };

/**
 * The next-hops that either revision of a table names, and to which something else applies now: another value, or the same one
 * by another entry. In a table of patterns these are the names in which its patterns end.
 */
export function effectiveChanges(before: TableIndex, after: TableIndex): readonly EffectiveChange[] {
  return namesIn(before, after).flatMap((nextHop): readonly EffectiveChange[] => {
    const [was, is] = [before.applied(nextHop), after.applied(nextHop)];
    return was?.key === is?.key && was?.value === is?.value ? [] : [{ nextHop, before: was, after: is }];
  });
}

function namesIn(before: TableIndex, after: TableIndex): readonly string[] {
  const indices = [before, after];
  if (!indices.some(({ document }) => document.hasPatterns)) {
    const names = new Set([...before.first.keys(), ...after.first.keys()]);
    return [...names].filter((name) => !hasSameEntry(name, before, after));
  }
  if (indices.some(({ document }) => document.entries.length > most.patterns)) return [];
  const names = indices.flatMap(({ first }) => [...first.values()].flatMap(({ key }) => literalEnd(key.text)));
  return [...new Set(names)].slice(0, most.names);
}

/** Whoever has an entry of its own that stays has nothing else applied; most names of a long list are such. */
function hasSameEntry(name: string, before: TableIndex, after: TableIndex): boolean {
  const [was, is] = [before.first.get(name), after.first.get(name)];
  return is?.dropped === null && was?.dropped === null && was.line.text === is.line.text;
}

/** The name in which what a pattern matches ends: `example.org` of `/(^|\.)example\.org$/`. */
export function literalEnd(pattern: string): readonly string[] {
  return readPattern(pattern, 0).patterns.flatMap(({ body, isNegated }) => {
    const [name] = /(?:[a-z0-9-]+\\\.)+[a-z0-9-]+(?=\$$)/i.exec(body) ?? [];
    return name === undefined || isNegated ? [] : name.replaceAll('\\.', '.').toLowerCase();
  });
}
