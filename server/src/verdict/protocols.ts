/** What a `protocols` value says of one protocol version. */
export type Permission = 'permitted' | 'excluded' | 'not-decided' | 'invalid';

/** The names that Postfix knows, in lower case, with the numbers on the wire. */
const numbers: ReadonlyMap<string, number> = new Map([
  ['sslv2', 0x0002],
  ['sslv3', 0x0300],
  ['tlsv1', 0x0301],
  ['tlsv1.1', 0x0302],
  ['tlsv1.2', 0x0303],
  ['tlsv1.3', 0x0304],
]);

/**
 * Whether a `protocols` attribute lets a protocol version through (tls_proto_mask_lims() of src/tls/tls_misc.c):
 * exclusions, else inclusions, and within the last lower and the last upper bound, which may be numbers: `>=0303`. A list
 * with an unknown name is invalid as a whole, and every handshake fails.
 *
 * @param protocol as the TLS library names it, `TLSv1.3`
 */
export function permission(list: string, protocol: string): Permission {
  const excluded = new Set<number>();
  const included = new Set<number>();
  let floor = 0;
  let ceiling = 0;
  for (const word of list.toLowerCase().split(/[\s:,]+/)) {
    if (word === '') continue;
    const [, operator = '', name = ''] = /^(!|>=|<=)?(.*)$/.exec(word) ?? [];
    const number = numbers.get(name);
    if (operator === '>=' || operator === '<=') {
      const bound = number ?? (/^(?:0x)?[0-9a-f]+$/.test(name) ? Number.parseInt(name, 16) : null);
      if (bound === null) return 'invalid';
      if (operator === '>=') floor = bound;
      else ceiling = bound;
    } else if (number === undefined) return 'invalid';
    else (operator === '!' ? excluded : included).add(number);
  }
  const used = numbers.get(protocol.toLowerCase());
  if (used === undefined) return 'not-decided';
  const isOut = excluded.has(used) || (included.size > 0 && !included.has(used));
  // 0 is no bound.
  return isOut || used < floor || (ceiling > 0 && used > ceiling) ? 'excluded' : 'permitted';
}
