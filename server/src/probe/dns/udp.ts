import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Endpoint } from '../options';
import { attempt, type Limits } from './attempt';
import { formatEndpoint } from './endpoint';
import { timeoutFault, unreachableFault } from './transport-fault';

/**
 * Sends one query and waits for the packet that `accepts` takes; all others are ignored, since anyone can send them.
 * Each call has its own connected socket, thus a port that the system chose at random (RFC 5452 section 9.2), and no
 * packets from other addresses.
 *
 * @throws Fault `dns-timeout` or `dns-unreachable`; the signal's reason when it aborts.
 */
export function askOverUdp(
  query: Uint8Array,
  endpoint: Endpoint,
  accepts: (packet: Uint8Array) => boolean,
  limits: Limits,
): Promise<Uint8Array> {
  return attempt(
    limits,
    () => timeoutFault([formatEndpoint(endpoint)], limits.timeout),
    ({ succeed, fail }) => {
      const socket = createSocket(isIPv6(endpoint.host) ? 'udp6' : 'udp4');
      socket.on('error', (error) => fail(unreachableFault(formatEndpoint(endpoint), error)));
      socket.on('message', (packet) => {
        if (accepts(packet)) succeed(packet);
      });
      socket.on('connect', () => socket.send(query));
      socket.connect(endpoint.port, endpoint.host);
      return () => socket.close();
    },
  );
}
