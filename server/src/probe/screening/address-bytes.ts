import { isIPv4, isIPv6 } from 'node:net';

/** An IP address as bytes, 4 or 16, so that no spelling of it can hide what it is. */
export type AddressBytes = Uint8Array;

/** Null for anything but an IPv4 address in dotted decimal or an IPv6 address (RFC 4291 section 2.2) without a zone. */
export function parseAddress(text: string): AddressBytes | null {
  if (isIPv4(text)) return Uint8Array.from(text.split('.'), Number);
  if (!isIPv6(text) || text.includes('%')) return null;
  const [head = '', tail] = text.split('::');
  const left = groupBytes(head);
  const right = tail === undefined ? [] : groupBytes(tail);
  const zeros = new Array<number>(16 - left.length - right.length).fill(0);
  return Uint8Array.from([...left, ...zeros, ...right]);
}

/** The last groups may be an IPv4 address. */
function groupBytes(groups: string): readonly number[] {
  if (groups === '') return [];
  return groups.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
