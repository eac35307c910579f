import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type SocksServer, startSocksServer } from '../../../../lab/socks';
import type { CauseId } from '../cause';
import { Fault } from '../fault';
import { defaultProbeOptions, type Endpoint, type Route } from '../options';
import { openSockets } from '../testing/network-means';
import { createConnect } from './connect';
import { connectFault } from './connect-fault';

const greeting = '220 mx.example ESMTP\r\n';
const never = new AbortController().signal;
const servers: Server[] = [];
const accepted: Socket[] = [];
let openBefore: number;
let mailServer: Endpoint;
let proxy: SocksServer;

async function serve(onConnection: (socket: Socket) => void): Promise<Endpoint> {
  const server = createServer((socket) => {
    accepted.push(socket);
    socket.on('error', () => undefined);
    // Unread bytes would hide the end of the connection.
    socket.resume();
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

async function closedEndpoint(): Promise<Endpoint> {
  const endpoint = await serve(() => undefined);
  servers.pop()?.close();
  return endpoint;
}

beforeAll(async () => {
  openBefore = openSockets();
  mailServer = await serve((socket) => socket.write(greeting));
  const destinations: Readonly<Record<string, 'open' | 'refused' | 'dead'>> = {
    '192.0.2.1': 'open',
    '2001:db8::1': 'open',
    '192.0.2.2': 'refused',
    '192.0.2.3': 'dead',
  };
  proxy = await startSocksServer((host) => {
    const kind = destinations[host] ?? 'unknown';
    return kind === 'open' ? { kind, ...mailServer } : { kind };
  });
});
afterEach(async () => {
  // What a failed connection leaves open would show at the servers.
  for (const socket of opened.splice(0)) socket.destroy();
  await vi.waitFor(() => expect(accepted.filter((socket) => !socket.destroyed)).toEqual([]), 15_000);
  accepted.length = 0;
});
afterAll(async () => {
  await proxy.stop();
  for (const server of servers) server.close();
  await vi.waitFor(() => expect(openSockets()).toBeLessThanOrEqual(openBefore), 15_000);
});

const opened: Duplex[] = [];
interface Way {
  readonly route?: Route;
  readonly allow?: readonly string[];
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

const labAddresses = ['127.0.0.0/8', '192.0.2.0/24', '2001:db8::/32'];

async function open(
  { host, port }: Endpoint,
  { route = { kind: 'direct' }, allow = labAddresses, timeout = 2_000, signal = never }: Way = {},
): Promise<Duplex> {
  const deadlines = { ...defaultProbeOptions.deadlines, connect: timeout };
  const socket = await createConnect({ route, allowAddresses: allow, deadlines })(host, port, signal);
  opened.push(socket);
  return socket;
}

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error: unknown = await promise.then(
    () => new Error('it was connected'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

/** Reads as a conversation does that gets a paused socket. */
async function firstBytes(socket: Duplex): Promise<string> {
  expect(socket.isPaused()).toBe(true);
  socket.resume();
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return chunk.toString();
}

const throughProxy = (): Route => ({ kind: 'socks5', host: proxy.host, port: proxy.port });

describe('a connection', () => {
  it('is opened directly, and nothing of the greeting is lost', async () => {
    expect(await firstBytes(await open(mailServer))).toBe(greeting);
  });

  it.each(['192.0.2.1', '2001:db8::1'])('is opened to %s through a proxy, and nothing is lost', async (host) => {
    expect(await firstBytes(await open({ host, port: 25 }, { route: throughProxy() }))).toBe(greeting);
  });

  it.each([100, 10, 3, 1])('keeps what comes with the reply of the proxy, cut after each %i bytes', async (size) => {
    const eager = await serve((socket) => {
      socket.setNoDelay();
      afterBytes(socket, socksGreeting, () => inPieces(socket, Buffer.of(5, 0), size));
      const reply = Buffer.concat([Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0), Buffer.from(greeting)]);
      afterBytes(socket, socksGreeting + socksRequest, () => inPieces(socket, reply, size));
    });
    const socket = await open({ host: '192.0.2.1', port: 25 }, { route: { kind: 'socks5', ...eager } });
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.resume();
    await vi.waitFor(() => expect(text).toBe(greeting));
  });
});

/** Bytes that a client sends to connect to an IPv4 address (RFC 1928). */
const socksGreeting = 3;
const socksRequest = 10;

function afterBytes(socket: Socket, count: number, act: () => void): void {
  let received = 0;
  socket.on('data', (chunk) => {
    const before = received;
    received += chunk.length;
    if (before < count && received >= count) act();
  });
}

function inPieces(socket: Socket, bytes: Buffer, size: number): void {
  if (bytes.length > 0) socket.write(bytes.subarray(0, size), () => inPieces(socket, bytes.subarray(size), size));
}

describe('a connection that fails', () => {
  it.each<[string, () => Promise<Endpoint>, Way, CauseId, string]>([
    ['is refused', closedEndpoint, {}, 'connection-refused', 'refused the connection (ECONNREFUSED)'],
    ['is not allowed', () => Promise.resolve(mailServer), { allow: [] }, 'address-refused', 'is a loopback address'],
    [
      'is to no address',
      () => Promise.resolve({ host: 'localhost', port: 25 }),
      {},
      'address-refused',
      'is not an IP address',
    ],
  ])('%s', async (_what, endpoint, way, id, text) => {
    const fault = await faultOf(open(await endpoint(), way));
    expect(fault.id).toBe(id);
    expect(fault.message).toContain(text);
  });

  it.each<[string, string, CauseId, string, Way]>([
    ['is refused', '192.0.2.2', 'connection-refused', '192.0.2.2:25 refused the connection', {}],
    ['is not answered', '192.0.2.3', 'connect-timeout', '192.0.2.3:25 did not answer within 200 ms', { timeout: 200 }],
    ['is to what the proxy does not allow', '192.0.2.99', 'route-failed', 'does not allow', {}],
    ['is not allowed by us', '10.0.0.1', 'address-refused', 'is a private address', {}],
  ])('%s, by a proxy', async (_what, host, id, text, way) => {
    const fault = await faultOf(open({ host, port: 25 }, { ...way, route: throughProxy() }));
    expect(fault.id).toBe(id);
    expect(fault.message).toContain(text);
  });

  it.each<[string, (socket: Socket) => void, CauseId]>([
    ['closes at once', (socket) => socket.destroy(), 'route-failed'],
    ['closes after the greeting', (socket) => socket.end(Buffer.of(5, 0)), 'route-failed'],
    ['takes a method that was not offered', (socket) => socket.write(Buffer.of(5, 2)), 'connect-timeout'],
    ['takes no method', (socket) => socket.write(Buffer.of(5, 0xff)), 'route-failed'],
    ['speaks SOCKS4', (socket) => socket.write(Buffer.of(4, 0)), 'route-failed'],
    ['speaks HTTP', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'), 'route-failed'],
    ['says nothing', () => undefined, 'connect-timeout'],
    ['has no IPv6', (socket) => answerWith(socket, 8), 'no-ipv6'],
    ['has no route', (socket) => answerWith(socket, 3), 'network-unreachable'],
    ['does not reach the host', (socket) => answerWith(socket, 4), 'network-unreachable'],
    ['gave up', (socket) => answerWith(socket, 6), 'connect-timeout'],
    ['fails for no reason', (socket) => answerWith(socket, 1), 'route-failed'],
    ['answers what nobody knows', (socket) => answerWith(socket, 77), 'route-failed'],
  ])('through a proxy that %s', async (_what, behave, id) => {
    const other = await serve(behave);
    const route: Route = { kind: 'socks5', ...other };
    const fault = await faultOf(open({ host: '192.0.2.1', port: 25 }, { route, timeout: 400 }));
    expect(fault.id).toBe(id);
    expect(fault.message).toMatch(/^[ -~’]+$/);
  });

  it('through a proxy that is not there', async () => {
    const route: Route = { kind: 'socks5', ...(await closedEndpoint()) };
    const fault = await faultOf(open({ host: '192.0.2.1', port: 25 }, { route }));
    expect(fault.id).toBe('route-failed');
    expect(fault.message).toContain('the SOCKS5 proxy can’t be used: 127.0.0.1:');
  });

  it.each([0, 1, 10, 50])('aborted after %i ms, ends with the reason', async (delay) => {
    const controller = new AbortController();
    // Even where the reason looks like a fault of the network.
    const reason = new Fault('cancelled', 'it was cancelled');
    setTimeout(() => controller.abort(reason), delay);
    const way = { route: throughProxy(), signal: controller.signal };
    expect(await faultOf(open({ host: '192.0.2.3', port: 25 }, way))).toBe(reason);
  });
});

function answerWith(socket: Socket, reply: number): void {
  afterBytes(socket, socksGreeting, () => socket.write(Buffer.of(5, 0)));
  afterBytes(socket, socksGreeting + socksRequest, () => socket.write(Buffer.of(5, reply, 0, 1, 0, 0, 0, 0, 0, 0)));
}

describe('the error of the system', () => {
  it.each<[string, string, boolean, CauseId]>([
    ['ECONNREFUSED', '192.0.2.1', true, 'connection-refused'],
    ['ECONNRESET', '192.0.2.1', true, 'connection-reset'],
    ['ETIMEDOUT', '192.0.2.1', true, 'connect-timeout'],
    ['EHOSTUNREACH', '192.0.2.1', true, 'network-unreachable'],
    ['ENETUNREACH', '192.0.2.1', false, 'network-unreachable'],
    ['EACCES', '192.0.2.1', true, 'network-unreachable'],
    ['ESOMETHING', '192.0.2.1', true, 'network-unreachable'],
    ['ENETUNREACH', '2001:db8::1', false, 'no-ipv6'],
    ['ENETUNREACH', '2001:db8::1', true, 'network-unreachable'],
    ['EADDRNOTAVAIL', '2001:db8::1', true, 'no-ipv6'],
    ['EAFNOSUPPORT', '2001:db8::1', true, 'no-ipv6'],
    ['ECONNREFUSED', '2001:db8::1', false, 'connection-refused'],
  ])('%s at %s', (code, host, hasIpv6, id) => {
    const fault = connectFault({ host, port: 25 }, Object.assign(new Error(), { code }), () => hasIpv6);
    expect(fault.id).toBe(id);
    expect(fault.message).toContain(host);
  });
});
