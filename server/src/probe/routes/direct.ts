import { connect, type Socket } from 'node:net';
import { attempt, type Limits } from '../dns/attempt';
import type { Endpoint } from '../options';
import { connectFault, connectTimeout } from './connect-fault';

/**
 * Opens a TCP connection. Errors that come before the caller listens are held back from crashing the process; the
 * `close` event still tells.
 *
 * @throws Fault `connect-timeout`, `connection-refused`, `connection-reset`, `network-unreachable`, `no-ipv6`; the
 *   signal's reason when it aborts.
 */
export function connectDirectly(endpoint: Endpoint, limits: Limits): Promise<Socket> {
  return attempt(
    limits,
    () => connectTimeout(endpoint, limits.timeout),
    ({ succeed, fail }) => {
      let isConnected = false;
      // A server acknowledges the end of a handshake late, and Nagle's algorithm would hold the first command back that long.
      const socket = connect({ host: endpoint.host, port: endpoint.port, noDelay: true });
      socket.on('error', (error) => fail(connectFault(endpoint, error)));
      socket.once('connect', () => {
        isConnected = true;
        succeed(socket);
      });
      return () => {
        if (!isConnected) socket.destroy();
      };
    },
  );
}
