import { type AddressBytes, parseAddress } from './address-bytes';

/** All addresses of one family that begin with the same bits. */
export interface AddressBlock {
  readonly base: AddressBytes;
  /** The number of bits that count. */
  readonly prefix: number;
}

/** `10.0.0.0/8`, `fd00::/8`; an address alone is a block of one. Null for anything else. */
export function parseBlock(text: string): AddressBlock | null {
  const [, address = '', digits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const base = parseAddress(address);
  if (base === null) return null;
  const bits = 8 * base.length;
  const prefix = digits === undefined ? bits : Number(digits);
  return prefix <= bits ? { base, prefix } : null;
}

export function holds({ base, prefix }: AddressBlock, address: AddressBytes): boolean {
  if (base.length !== address.length) return false;
  return base.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, prefix - 8 * index));
    const mask = (0xff << (8 - bits)) & 0xff;
    return ((byte ^ (address[index] ?? 0)) & mask) === 0;
  });
}
