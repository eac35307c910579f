/** The protocols that Postfix can name (tls_protocol_table of tls_misc.c), from old to new. No OpenSSL has SSLv2 any more. */
export const protocolNames = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type ProtocolName = (typeof protocolNames)[number];

const hexNames: Readonly<Record<string, ProtocolName>> = {
  '300': 'SSLv3',
  '301': 'TLSv1',
  '302': 'TLSv1.1',
  '303': 'TLSv1.2',
  '304': 'TLSv1.3',
};

/** One element of a protocol list. */
export type ProtocolItem =
  | { readonly kind: 'only' | 'not'; readonly protocol: ProtocolName }
  /** A bound; `protocol` is null for none (`>=` alone), and for a number that no protocol has. */
  | { readonly kind: 'at-least' | 'at-most'; readonly protocol: ProtocolName | null; readonly isNumber: boolean }
  | { readonly kind: 'invalid' };

/** The protocol of a name in any case; null where Postfix knows none. */
export function protocolNamed(word: string): ProtocolName | null {
  const folded = word.toLowerCase();
  return protocolNames.find((name) => name.toLowerCase() === folded) ?? null;
}

/** Reads one element as tls_proto_mask_lims() of tls_misc.c does. */
export function readProtocolItem(text: string): ProtocolItem {
  const bound = /^([<>])=(.*)$/s.exec(text);
  if (bound !== null) {
    const [, sign, word = ''] = bound;
    const kind = sign === '>' ? 'at-least' : 'at-most';
    const named = protocolNamed(word);
    // The list of versions begins with SSLv3.
    if (named === 'SSLv2') return { kind: 'invalid' };
    if (named !== null || word === '') return { kind, protocol: named, isNumber: false };
    // strtol() with base 16; an int holds it.
    const hex = /^\+?(?:0x)?0*([\da-f]{1,7}|[0-7][\da-f]{7})$/i.exec(word)?.[1];
    if (hex === undefined) return { kind: 'invalid' };
    return { kind, protocol: hexNames[hex.toLowerCase()] ?? null, isNumber: true };
  }
  const isNot = text.startsWith('!');
  const protocol = protocolNamed(isNot ? text.slice(1) : text);
  return protocol === null ? { kind: 'invalid' } : { kind: isNot ? 'not' : 'only', protocol };
}

/** The protocols that a list leaves on, from old to new, SSLv2 left out. Exclusions and bounds come before names. */
export function enabledProtocols(items: readonly ProtocolItem[]): readonly ProtocolName[] {
  const only = new Set<ProtocolName>();
  const not = new Set<ProtocolName>(['SSLv2']);
  let lowest = 0;
  let highest = protocolNames.length - 1;
  for (const item of items) {
    // SSLv2 is known by name alone, which counts for nothing.
    if (item.kind === 'only') {
      if (item.protocol !== 'SSLv2') only.add(item.protocol);
    } else if (item.kind === 'not') not.add(item.protocol);
    // Of several bounds the last one counts.
    else if (item.kind === 'at-least') lowest = item.protocol === null ? 0 : protocolNames.indexOf(item.protocol);
    else if (item.kind === 'at-most') {
      highest = item.protocol === null ? protocolNames.length - 1 : protocolNames.indexOf(item.protocol);
    }
  }
  return protocolNames.filter(
    (name, index) => index >= lowest && index <= highest && !not.has(name) && (only.size === 0 || only.has(name)),
  );
}

/**
 * The newest protocol that OpenSSL offers. It can't leave one out in the middle: of several blocks it takes the oldest
 * (ssl_get_min_max_version() of statem_lib.c). SSLv3, which few builds have, does not begin a block of its own here.
 */
export function newestOffered(enabled: readonly ProtocolName[]): ProtocolName | null {
  const block = enabled.filter((name) => name !== 'SSLv3');
  let newest: ProtocolName | null = block.length === 0 ? (enabled[0] ?? null) : null;
  for (const name of block) {
    if (newest !== null && protocolNames.indexOf(name) > protocolNames.indexOf(newest) + 1) break;
    newest = name;
  }
  return newest;
}
