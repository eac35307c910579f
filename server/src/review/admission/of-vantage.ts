import type { Evidence } from '../../probe/evidence';
import { type AddressBlock, holds, parseBlock } from '../../probe/screening/address-block';
import { parseAddress } from '../../probe/screening/address-bytes';

/** Blocks whose addresses only a network inside knows (RFC 1918, RFC 6598, RFC 4193, RFC 3927, RFC 4291). */
const inside: readonly AddressBlock[] = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
].flatMap((text) => parseBlock(text) ?? []);

/** The first host that the probe found at an address which only the network inside knows, as `mx.example.org[10.0.0.1]`; null without. */
export function hostInside({ hosts }: Evidence): string | null {
  for (const { name, addresses } of hosts) {
    for (const { address } of addresses) {
      const bytes = parseAddress(address);
      if (bytes !== null && inside.some((block) => holds(block, bytes))) return `${name}[${address}]`;
    }
  }
  return null;
}
