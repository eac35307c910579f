import { networkInterfaces } from 'node:os';
import type { CauseId } from '../cause';
import { formatEndpoint } from '../dns/endpoint';
import { inSeconds } from '../duration';
import { Fault } from '../fault';
import type { Endpoint } from '../options';
import { parseAddress } from '../screening/address-bytes';

/** The system's words for a connection that did not come about. */
const ids: ReadonlyMap<string, CauseId> = new Map([
  ['ECONNREFUSED', 'connection-refused'],
  ['ECONNRESET', 'connection-reset'],
  ['EPIPE', 'connection-reset'],
  ['ETIMEDOUT', 'connect-timeout'],
]);

/** Those that mean that this computer has no address to connect from. */
const withoutAddress: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

const texts: Partial<Record<CauseId, string>> = {
  'connection-refused': 'refused the connection',
  'connection-reset': 'reset the connection',
  'connect-timeout': 'did not answer',
};

/**
 * Why a connection did not come about, by the error of the system; anything unknown is a fault of the network.
 *
 * @param hasIpv6 Whether this computer has an IPv6 address that others can reach.
 */
export function connectFault(
  endpoint: Endpoint,
  { code = 'unknown error' }: NodeJS.ErrnoException,
  hasIpv6: () => boolean = hasGlobalIpv6,
): Fault {
  const at = formatEndpoint(endpoint);
  if (parseAddress(endpoint.host)?.length === 16 && lacksIpv6(code, hasIpv6)) {
    return new Fault('no-ipv6', `${at} could not be tried: there is no IPv6 from here`);
  }
  const id = ids.get(code) ?? 'network-unreachable';
  return new Fault(id, `${at} ${texts[id] ?? 'could not be reached'} (${code})`);
}

/** @param within Milliseconds that were waited. */
export function connectTimeout(endpoint: Endpoint, within: number): Fault {
  return new Fault('connect-timeout', `${formatEndpoint(endpoint)} did not answer within ${inSeconds(within)}`);
}

function lacksIpv6(code: string, hasIpv6: () => boolean): boolean {
  return withoutAddress.has(code) || (code === 'ENETUNREACH' && !hasIpv6());
}

/** An address in 2000::/3 (RFC 4291 section 2.4). */
function hasGlobalIpv6(): boolean {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.some(({ family, internal, address }) => family === 'IPv6' && !internal && /^[23]/.test(address));
}
