import { isIPv4 } from 'node:net';
import { toDomain } from './dns/name';
import { decodeRecordData } from './dns/record-data';
import { parseAddress } from './screening/address-bytes';

/** A next-hop as it stands in a policy table or a transport, read as smtp(8) reads it. */
export interface NextHop {
  readonly text: string;
  /** `domain`: its MX hosts take the mail. `host`: in brackets, thus no MX lookup. `address`: an IP address, likewise. */
  readonly kind: 'domain' | 'host' | 'address';
  /** A-labels in lower case, without the final dot; an address in its canonical form. */
  readonly name: string;
  /** Null where the next-hop has none. */
  readonly port: number | null;
}

/** A next-hop that can't be probed; the message names it. */
export class NextHopError extends Error {
  override readonly name = 'NextHopError';

  constructor(
    readonly nextHop: string,
    /** The end of a sentence that begins with the next-hop: `has an empty label`. */
    readonly problem: string,
  ) {
    super(`${JSON.stringify(nextHop)} can’t be probed: it ${problem}`);
  }
}

/** What services(5) has for SMTP with STARTTLS. */
const services: ReadonlyMap<string, number> = new Map([
  ['smtp', 25],
  ['submission', 587],
]);

/**
 * Reads `example.org`, `example.org:587`, `[mx.example.org]`, `[mx.example.org]:submission`, `192.0.2.1`, `[192.0.2.1]`,
 * `[IPv6:2001:db8::1]` or `[2001:db8::1]`, as host_port() of src/util/host_port.c does.
 *
 * @throws NextHopError
 */
export function parseNextHop(text: string): NextHop {
  const fail = (problem: string): never => {
    throw new NextHopError(text, problem);
  };
  if (text === '') return fail('is empty');
  if (/[\s\p{C}]/u.test(text)) return fail('has blanks or control characters');
  if (text.startsWith('.')) return fail('begins with a dot: such a key stands for all sub-domains, not for a next-hop');
  if (text.includes('*')) return fail('is a pattern, not a next-hop');
  if (/^(unix|inet):|\//i.test(text)) return fail('is no mail domain and no host');
  const { name, service, isBracketed } = split(text, fail);
  const port = service === '' ? null : portOf(service, fail);
  const address = addressOf(name);
  if (address !== null) {
    if (isBracketed || isIPv4(address)) return { text, kind: 'address', name: address, port };
    return fail(`is an IPv6 address without brackets, which smtp(8) does not take: write [${address}]`);
  }
  if (name.endsWith('.')) return fail('ends with a dot, which smtp(8) does not take: write it without');
  const result = toDomain(name);
  if ('error' in result) return fail(result.error);
  return { text, kind: isBracketed ? 'host' : 'domain', name: result.domain, port };
}

interface Parts {
  readonly name: string;
  readonly service: string;
  readonly isBracketed: boolean;
}

function split(text: string, fail: (problem: string) => never): Parts {
  if (!text.startsWith('[')) {
    if (addressOf(text) !== null) return { name: text, service: '', isBracketed: false };
    // The last colon separates, and what follows may be empty.
    const [, name = '', service = ''] = /^(.*?)(?::([^:]*))?$/.exec(text) ?? [];
    return { name, service, isBracketed: false };
  }
  const end = text.indexOf(']');
  if (end < 0) return fail('has a bracket without its counterpart');
  const rest = text.slice(end + 1);
  if (rest !== '' && !rest.startsWith(':')) return fail('has something other than a port behind the bracket');
  const inside = text.slice(1, end);
  if (inside === '') return fail('has nothing in its brackets');
  return { name: inside, service: rest.slice(1), isBracketed: true };
}

function portOf(service: string, fail: (problem: string) => never): number {
  const known = services.get(service.toLowerCase());
  if (known !== undefined) return known;
  if (!/^\d{1,5}$/.test(service)) {
    return fail(`has the service ${JSON.stringify(service)}: write its port number, or smtp or submission`);
  }
  const port = Number(service);
  return port >= 1 && port <= 65_535 ? port : fail(`has the port ${service}, which does not exist`);
}

/** The canonical form (RFC 5952) of `192.0.2.1`, `2001:DB8::1`, `IPv6:2001:db8::1`; null for anything else. */
function addressOf(name: string): string | null {
  const prefixed = /^ipv6:(.*)$/i.exec(name)?.[1];
  const bytes = parseAddress(prefixed ?? name);
  if (bytes === null || (prefixed !== undefined && bytes.length !== 16)) return null;
  return decodeRecordData(bytes.length === 4 ? 'A' : 'AAAA', bytes);
}
