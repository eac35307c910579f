import { enabledProtocols, type ProtocolName, readProtocolItem } from '../../postfix/protocols';
import { possibleValues, type Seen } from './setting';

/** The oldest protocol that a list leaves on; `none` for one that allows nothing or is invalid; null where it is not known. */
export type Oldest = ProtocolName | 'none' | null;

/** The oldest protocol of the list in a parameter, whatever release it is. The defaults of the releases are compared by what they leave on. */
export function oldestAllowed(seen: Seen, name: string): Oldest {
  const found = new Set(possibleValues(seen, name)?.map(oldestOf) ?? [null]);
  const [only = null] = found;
  return found.size === 1 ? only : null;
}

function oldestOf(list: string): Oldest {
  const items = list
    .split(/[\s,:]+/)
    .filter((word) => word !== '')
    .map(readProtocolItem);
  if (items.some(({ kind }) => kind === 'invalid')) return 'none';
  return enabledProtocols(items)[0] ?? 'none';
}

/** Whether nothing older than a protocol is left on; null where that is not known. */
export function isAtLeast(oldest: Oldest, wanted: 'TLSv1' | 'TLSv1.2'): boolean | null {
  if (oldest === null) return null;
  if (oldest === 'none') return true;
  if (oldest === 'SSLv2' || oldest === 'SSLv3') return false;
  return wanted === 'TLSv1' || oldest === 'TLSv1.2' || oldest === 'TLSv1.3';
}
