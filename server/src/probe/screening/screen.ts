import { type AddressBlock, holds, parseBlock } from './address-block';
import { parseAddress } from './address-bytes';
import { innerAddress, specialKind } from './special-addresses';

/** A text among the allowed addresses that is no block of addresses. */
export class AllowedAddressError extends Error {
  override readonly name = 'AllowedAddressError';

  constructor(readonly text: string) {
    super(`${JSON.stringify(text)} is no block of addresses: write for example 10.1.0.0/16, 10.1.2.3 or fd00:1::/48`);
  }
}

/** Why an address must not be contacted, as the end of a sentence that begins with it; null where it may be. */
export type Screen = (address: string) => string | null;

/**
 * Keeps the probe to public destinations: whoever can write a domain into a policy table, or answers for one in DNS,
 * decides where we connect, and must not reach what only we can reach. An IPv4 address inside an IPv6 address counts
 * as well, since that is where packets may end up.
 *
 * @param allowed CIDR blocks of other destinations that may be contacted nevertheless.
 * @throws AllowedAddressError
 */
export function createScreen(allowed: readonly string[]): Screen {
  const blocks = allowed.map((text): AddressBlock => {
    const block = parseBlock(text.trim());
    if (block === null) throw new AllowedAddressError(text);
    return block;
  });
  return (text) => {
    const address = parseAddress(text);
    if (address === null) return 'is not an IP address';
    const kind = specialKind(address);
    if (kind === null) return null;
    const spellings = [address, innerAddress(address)].filter((each) => each !== null);
    if (spellings.some((each) => blocks.some((block) => holds(block, each)))) return null;
    return `is ${kind}, not a public destination, and not among the addresses that are allowed nevertheless`;
  };
}
