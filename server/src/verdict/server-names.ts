import type { PolicyValue } from '../policy/entry';
import { attributeOf } from './attributes-in-doubt';
import { inForce } from './in-force';
import type { Sender } from './sender';

/**
 * What a probe has to send as server name so that an entry can be judged: what stands behind `servername=`, else in
 * smtp_tls_servername, or nothing.
 */
export function serverNamesOf(value: PolicyValue | null, sender: Sender): readonly string[] {
  const name = value === null ? (sender.serverName ?? null) : attributeOf(inForce(value, sender), 'servername');
  return name === null ? [] : [name];
}

/** A next-hop that an entry is for, with the entry's value and for whom it is judged. */
export type Asked = readonly [nextHop: string, value: PolicyValue | null, sender: Sender];

/** Each next-hop once, with the server names of all entries that are for it. */
export function serverNamesByNextHop(asked: readonly Asked[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [nextHop, value, sender] of asked) {
    found.set(nextHop, [...new Set([...(found.get(nextHop) ?? []), ...serverNamesOf(value, sender)])]);
  }
  return found;
}
