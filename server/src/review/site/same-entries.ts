import type { ListedTable } from '../../site/whole-site';
import type { OpenedSite } from './opened-site';

/**
 * Tells the next-hops to which the same applies for sure: where nothing but tables changes, each that has an entry of its own which stays.
 * Most names of a long list are such. Of the others nothing is told.
 */
export function sameEntries({ before, after, isDirect }: OpenedSite): (nextHop: string) => boolean {
  const lists = after.site.clients.map(({ tables }, index) => [before.site.clients[index]?.tables ?? [], tables ?? []]);
  if (!isDirect || lists.flat(2).some(isOdd)) return () => false;
  return (nextHop) => lists.every(([old = [], now = []]) => now.length === 0 || decidesTheSame(old, now, nextHop));
}

/** Not a plain table of keys that can be read, and whose answers do not hang on other entries. */
function isOdd({ document, lookUp }: ListedTable): boolean {
  return document === null || document.hasPatterns || lookUp('').kind !== 'absent';
}

/** All tables are asked for the next-hop itself first. */
function decidesTheSame(old: readonly ListedTable[], now: readonly ListedTable[], nextHop: string): boolean {
  for (const [index, { document }] of now.entries()) {
    const [was] = old[index]?.document?.named?.(nextHop) ?? [];
    const [is] = document?.named?.(nextHop) ?? [];
    if (was === undefined && is === undefined) continue;
    return was?.dropped === null && is?.dropped === null && was.line.text === is.line.text;
  }
  return false;
}
