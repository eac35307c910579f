import { Resolver } from 'node:dns';
import { isIP } from 'node:net';
import type { Endpoint } from '../options';

const dnsPort = 53;

/**
 * The resolvers that the system is set to: /etc/resolv.conf on Unix, the network adapters on Windows. They are read
 * anew by each call, since a laptop changes its network; without any, the one on the loopback address is meant
 * (resolv.conf(5)).
 */
export function systemResolvers(): readonly Endpoint[] {
  return new Resolver().getServers().flatMap(endpointOf);
}

/** `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53`, `[2001:db8::53]:5353`, `fe80::1%eth0`. */
export function endpointOf(server: string): readonly Endpoint[] {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(server) ?? [];
  const host = bracketed ?? plain ?? server;
  return isIP(host) === 0 ? [] : [{ host, port: port === undefined ? dnsPort : Number(port) }];
}
