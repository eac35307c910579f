import { type AddressBlock, holds, parseBlock } from './address-block';
import type { AddressBytes } from './address-bytes';

/**
 * The blocks whose addresses are no public destinations, by the IANA registries of special-purpose addresses (RFC 6890)
 * and the address types of RFC 4291; with what they are, for people. The first that holds an address names it.
 */
const specialBlocks = blocks([
  ['0.0.0.0/8', 'an unspecified address'],
  ['10.0.0.0/8', 'a private address'],
  ['100.64.0.0/10', 'a shared address behind a carrier’s NAT'],
  ['127.0.0.0/8', 'a loopback address'],
  ['169.254.0.0/16', 'a link-local address'],
  ['172.16.0.0/12', 'a private address'],
  ['192.0.0.0/24', 'reserved for protocols'],
  ['192.0.2.0/24', 'a documentation address'],
  ['192.88.99.0/24', 'reserved for 6to4 relays'],
  ['192.168.0.0/16', 'a private address'],
  ['198.18.0.0/15', 'reserved for benchmarks'],
  ['198.51.100.0/24', 'a documentation address'],
  ['203.0.113.0/24', 'a documentation address'],
  ['224.0.0.0/4', 'a multicast address'],
  ['240.0.0.0/4', 'a reserved address'],
  ['::/128', 'an unspecified address'],
  ['::1/128', 'a loopback address'],
  ['2001::/23', 'reserved for protocols'],
  ['2001:db8::/32', 'a documentation address'],
  ['3fff::/20', 'a documentation address'],
  ['fc00::/7', 'a unique local address'],
  ['fe80::/10', 'a link-local address'],
  ['ff00::/8', 'a multicast address'],
]);

/** All that is global unicast by now (IANA registry "Internet Protocol Version 6 Address Space"). */
const globalUnicast = block('2000::/3');

interface Embedding {
  readonly block: AddressBlock;
  /** Where the four bytes of the IPv4 address begin. */
  readonly at: number;
  /** Whether packets go to the IPv4 address, so that it alone counts; else both do. */
  readonly isSynonym: boolean;
}

const embeddings: readonly Embedding[] = [
  // IPv4-mapped (RFC 4291 section 2.5.5.2): the system connects to the IPv4 address.
  { block: block('::ffff:0:0/96'), at: 12, isSynonym: true },
  // NAT64 (RFC 6052 section 2.1): the network does.
  { block: block('64:ff9b::/96'), at: 12, isSynonym: true },
  // 6to4 (RFC 3056 section 2).
  { block: block('2002::/16'), at: 2, isSynonym: false },
  // IPv4-compatible (RFC 4291 section 2.5.5.1), long deprecated.
  { block: block('::/96'), at: 12, isSynonym: false },
];

/** What an address is that is no public destination: `a private address`; null for a public one. */
export function specialKind(address: AddressBytes): string | null {
  const embedding = embeddings.find((each) => holds(each.block, address));
  const inner = embedding && specialKind(address.subarray(embedding.at, embedding.at + 4));
  if (embedding?.isSynonym === true) return inner ?? null;
  const own = specialBlocks.find((special) => holds(special.block, address));
  if (own !== undefined) return own.kind;
  if (inner != null) return inner;
  return address.length === 16 && !holds(globalUnicast, address) ? 'a reserved address' : null;
}

/** The IPv4 address inside an IPv6 address; null where there is none. */
export function innerAddress(address: AddressBytes): AddressBytes | null {
  const embedding = embeddings.find((each) => holds(each.block, address));
  return embedding === undefined ? null : address.subarray(embedding.at, embedding.at + 4);
}

function blocks(rows: readonly (readonly [string, string])[]): readonly { block: AddressBlock; kind: string }[] {
  return rows.map(([text, kind]) => ({ block: block(text), kind }));
}

function block(text: string): AddressBlock {
  const parsed = parseBlock(text);
  if (parsed === null) throw new Error(`${text} is no block of addresses`);
  return parsed;
}
