import type { PolicyValue } from '../policy/entry';
import { attributeOf } from './attributes-in-doubt';

/** What a probe has to send as server name so that an entry can be judged: what stands behind `servername=`, or nothing. */
export function serverNamesOf(value: PolicyValue | null): readonly string[] {
  const name = value === null ? null : attributeOf(value, 'servername');
  return name === null ? [] : [name];
}

/** A next-hop that an entry is for, with the entry's value. */
export type Asked = readonly [nextHop: string, value: PolicyValue | null];

/** Each next-hop once, with the server names of all entries that are for it. */
export function serverNamesByNextHop(asked: readonly Asked[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [nextHop, value] of asked) {
    found.set(nextHop, [...new Set([...(found.get(nextHop) ?? []), ...serverNamesOf(value)])]);
  }
  return found;
}
