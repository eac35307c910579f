import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { SocksClient } from 'socks';
import type { CauseId } from '../cause';
import { attempt, type Limits } from '../dns/attempt';
import { formatEndpoint } from '../dns/endpoint';
import { Fault } from '../fault';
import type { Endpoint } from '../options';
import { connectTimeout } from './connect-fault';
import { connectDirectly } from './direct';

/** The replies of a proxy (RFC 1928 section 6) in the library's words; what is missing is a fault of the route. */
const refusals: ReadonlyMap<string, { readonly id: CauseId; readonly text: string }> = new Map([
  ['NetworkUnreachable', { id: 'network-unreachable', text: 'is unreachable for the proxy: no route' }],
  ['HostUnreachable', { id: 'network-unreachable', text: 'is unreachable for the proxy' }],
  ['ConnectionRefused', { id: 'connection-refused', text: 'refused the connection' }],
  ['TTLExpired', { id: 'connect-timeout', text: 'did not answer the proxy' }],
  ['NotAllowed', { id: 'route-failed', text: 'is a destination that the proxy does not allow' }],
]);

/**
 * Opens a TCP connection through a SOCKS5 proxy without authentication (RFC 1928). The proxy is given an address, never
 * a name: what it would resolve could be anything.
 *
 * @throws Fault `connect-timeout`, `connection-refused`, `network-unreachable`, `no-ipv6`; `route-failed` where the
 *   proxy is at fault; the signal's reason when it aborts.
 */
export async function connectThroughSocks5(proxy: Endpoint, destination: Endpoint, limits: Limits): Promise<Socket> {
  const end = performance.now() + limits.timeout;
  const socket = await connectToProxy(proxy, limits);
  const timeout = Math.max(1, end - performance.now());
  try {
    await attempt(
      { timeout, signal: limits.signal },
      () => connectTimeout(destination, limits.timeout),
      ({ succeed, fail }) => {
        negotiate(socket, proxy, destination, timeout).then(succeed, (error: unknown) => {
          fail(refusalFault(proxy, destination, error));
        });
        return () => undefined;
      },
    );
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function connectToProxy(proxy: Endpoint, limits: Limits): Promise<Socket> {
  try {
    return await connectDirectly(proxy, limits);
  } catch (error) {
    limits.signal.throwIfAborted();
    if (!(error instanceof Fault)) throw error;
    throw new Fault('route-failed', `the SOCKS5 proxy can’t be used: ${error.message}`);
  }
}

async function negotiate(socket: Socket, proxy: Endpoint, destination: Endpoint, timeout: number): Promise<void> {
  await SocksClient.createConnection({
    proxy: { ...proxy, type: 5 },
    command: 'connect',
    destination,
    existing_socket: socket,
    timeout,
  });
  await keepEarlyBytes(socket);
}

/**
 * What came right behind the proxy's reply, often the server's greeting, the library emits once, in the next immediate,
 * and lets the socket flow: nothing of it may get lost before the caller listens.
 */
async function keepEarlyBytes(socket: Socket): Promise<void> {
  const early: Buffer[] = [];
  const keep = (chunk: Buffer): void => void early.push(chunk);
  socket.on('data', keep);
  await setImmediate();
  socket.pause().off('data', keep);
  if (early.length > 0) socket.unshift(Buffer.concat(early));
}

function refusalFault(proxy: Endpoint, destination: Endpoint, error: unknown): Fault {
  const message = error instanceof Error ? error.message : String(error);
  const at = formatEndpoint(destination);
  const reply = /rejected connection - (\w+)$/.exec(message)?.[1] ?? '';
  if (reply === 'AddressNotSupported') return new Fault('no-ipv6', `${at} could not be tried: the proxy has no IPv6`);
  const refusal = refusals.get(reply);
  if (refusal !== undefined) return new Fault(refusal.id, `${at} ${refusal.text}`);
  return new Fault('route-failed', `the SOCKS5 proxy at ${formatEndpoint(proxy)} failed: ${message}`);
}
