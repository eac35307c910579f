import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext, createServer, type Server, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPki, type Pki } from '../../../../lab/pki';
import type { CertificateSpec } from '../../../../lab/scenario';
import type { Connect } from '../address';
import { Fault } from '../fault';
import { connectDirectly } from '../routes/direct';
import { openSockets } from '../testing/network-means';
import { fetchPolicy } from './fetch-policy';

const host = 'mta-sts.example.org';
const policy = 'version: STSv1\nmode: none\nmax_age: 1\n';
const good: CertificateSpec = { issuer: 'public', names: [host] };
const ok = (body: string, ...headers: readonly string[]): string =>
  ['HTTP/1.1 200 OK', 'Content-Type: text/plain', ...headers, '', body].join('\r\n');

let pki: Pki;
let openBefore: number;
beforeAll(async () => {
  openBefore = openSockets();
  pki = await createPki(new Date());
});

interface Served {
  readonly certificate?: CertificateSpec;
  /** What is done when a whole request has come. */
  readonly answer?: (socket: TLSSocket, request: string) => void;
  /** What is done with the bare connection. */
  readonly onConnection?: (socket: Socket) => void;
  readonly protocol?: 'TLSv1.1' | 'TLSv1.2';
}

interface Running {
  readonly port: number;
  readonly open: Set<Socket>;
  readonly requests: string[];
  readonly serverNames: unknown[];
  readonly server: Server;
}

let running: Running | null = null;
afterEach(async () => {
  // The client leaves nothing open, whatever the server does.
  await vi.waitFor(() => expect(running?.open.size ?? 0).toBe(0), 15_000);
  running?.server.close();
  running = null;
});
afterAll(async () => vi.waitFor(() => expect(openSockets()).toBeLessThanOrEqual(openBefore)));

async function serve({ certificate = good, answer, onConnection, protocol }: Served): Promise<Running> {
  const { key, chain } = await pki.certificate(certificate);
  const server = createServer({
    key,
    cert: chain,
    ...(protocol === undefined ? {} : { maxVersion: protocol, minVersion: protocol, ciphers: 'DEFAULT:@SECLEVEL=0' }),
  });
  const started: Running = { port: 0, open: new Set(), requests: [], serverNames: [], server };
  server.on('connection', (socket: Socket) => {
    started.open.add(socket);
    socket.on('close', () => started.open.delete(socket));
    onConnection?.(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.on('secureConnection', (socket) => {
    started.serverNames.push(socket.servername);
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (!text.endsWith('\r\n\r\n')) return;
      started.requests.push(text);
      answer?.(socket, text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  running = { ...started, port: (server.address() as AddressInfo).port };
  return running;
}

async function fetchFrom(
  served: Served,
  { deadline = 5_000, signal = new AbortController().signal } = {},
): Promise<string> {
  const { port } = await serve(served);
  const connect: Connect = (_address, _port, aborted) =>
    connectDirectly({ host: '127.0.0.1', port }, { timeout: 2_000, signal: aborted });
  const secureContext = createSecureContext({ ca: pki.caPem, minVersion: 'TLSv1.2' });
  return fetchPolicy(host, '192.0.2.1', { connect, httpsContext: () => secureContext, deadline, signal });
}

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error: unknown = await promise.then(
    () => new Error('it was fetched'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

describe('a policy file', () => {
  it.each<[string, Served]>([
    ['with its length', { answer: (socket) => socket.write(ok(policy, `Content-Length: ${policy.length}`)) }],
    ['until the end of the connection', { answer: (socket) => socket.end(ok(policy)) }],
    [
      'in chunks',
      {
        answer: (socket) =>
          socket.write(ok(`${policy.length.toString(16)}\r\n${policy}\r\n0\r\n\r\n`, 'Transfer-Encoding: chunked')),
      },
    ],
    [
      'with a character set',
      { answer: (socket) => socket.end(ok(policy).replace('text/plain', 'Text/Plain; charset=UTF-8')) },
    ],
    [
      'by a wildcard certificate',
      { certificate: { issuer: 'public', names: ['*.example.org'] }, answer: (socket) => socket.end(ok(policy)) },
    ],
    ['over TLS 1.2', { protocol: 'TLSv1.2', answer: (socket) => socket.end(ok(policy)) }],
    ['byte by byte', { answer: (socket) => dripFeed(socket, ok(policy)) }],
  ])('is fetched %s', async (_how, served) => expect(await fetchFrom(served)).toBe(policy));

  it('is asked for by its well-known path and the name of its host, over a connection of its own', async () => {
    await fetchFrom({ answer: (socket) => socket.end(ok(policy)) });
    expect(running?.serverNames).toEqual([host]);
    expect(running?.requests[0]?.toLowerCase().split('\r\n').sort()).toEqual([
      '',
      '',
      'accept: text/plain',
      'connection: close',
      'get /.well-known/mta-sts.txt http/1.1',
      `host: ${host}`,
    ]);
  });
});

function dripFeed(socket: TLSSocket, text: string): void {
  const [first, ...rest] = text;
  if (first === undefined || socket.destroyed) return void socket.end();
  socket.write(first, () => setImmediate(() => dripFeed(socket, rest.join(''))));
}

/** Begins well, and then never ends. */
function flood(socket: TLSSocket, text: string, first = ''): void {
  if (!socket.destroyed) socket.write(first + text.repeat(1_000), () => flood(socket, text));
}

describe('what is no policy file', () => {
  it.each<[string, Served, string]>([
    ['another status', { answer: (socket) => socket.end(ok(policy).replace('200 OK', '404 Not Found')) }, 'status 404'],
    [
      'another status of success',
      { answer: (socket) => socket.end(ok(policy).replace('200 OK', '203 OK')) },
      'status 203',
    ],
    [
      'a redirect',
      { answer: (socket) => socket.end(ok(policy, `Location: https://${host}/other`).replace('200 OK', '301 Moved')) },
      'status 301',
    ],
    ['a page', { answer: (socket) => socket.end(ok(policy).replace('text/plain', 'text/html')) }, 'not text/plain'],
    ['no type', { answer: (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n') }, 'not text/plain'],
    [
      'a type that begins alike',
      { answer: (socket) => socket.end(ok('').replace('text/plain', 'text/plainer')) },
      'not text/plain',
    ],
    ['a body without end', { answer: (socket) => flood(socket, 'note: x\n', ok('')) }, 'more than 64 KiB'],
    [
      'a header without end',
      { answer: (socket) => flood(socket, 'X-Header: x\r\n', 'HTTP/1.1 200 OK\r\n') },
      'HEADER_OVERFLOW',
    ],
    [
      'one header line without end',
      { answer: (socket) => flood(socket, 'x', 'HTTP/1.1 200 OK\r\nX: ') },
      'HEADER_OVERFLOW',
    ],
    ['a body that is cut off', { answer: (socket) => socket.end(ok(policy, 'Content-Length: 1000')) }, 'aborted'],
    ['no HTTP', { answer: (socket) => socket.end('220 mail.example.org ESMTP\r\n') }, 'Parse Error'],
    ['nothing but the end', { answer: (socket) => socket.end() }, 'socket hang up'],
    ['a reset', { answer: (socket) => socket.destroy() }, 'socket hang up'],
    ['the end before the handshake', { onConnection: (socket) => socket.destroy() }, 'ECONNRESET'],
    ['no TLS', { onConnection: (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') }, 'ERR_SSL'],
    ['TLS 1.1', { protocol: 'TLSv1.1' }, 'ERR_SSL'],
    ['a foreign name', { certificate: { issuer: 'public', names: ['www.example.org'] } }, `not for ${host}`],
    [
      'the name as common name alone',
      { certificate: { issuer: 'public', names: [], commonName: host } },
      `not for ${host}`,
    ],
    ['a partial wildcard', { certificate: { issuer: 'public', names: ['mta-*.example.org'] } }, `not for ${host}`],
    ['a wildcard two labels up', { certificate: { issuer: 'public', names: ['*.org'] } }, `not for ${host}`],
    ['a self-signed certificate', { certificate: { issuer: 'self', names: [host] } }, 'SELF_SIGNED'],
    [
      'a certificate of a private CA',
      { certificate: { issuer: 'private', names: [host] } },
      'SELF_SIGNED_CERT_IN_CHAIN',
    ],
    ['an expired certificate', { certificate: { ...good, expired: true } }, 'CERT_HAS_EXPIRED'],
    ['a chain without intermediate', { certificate: { ...good, sent: 'leaf' } }, 'UNABLE_TO'],
  ])('is told: %s', async (_what, served, text) => {
    const fault = await faultOf(fetchFrom(served));
    expect(fault.id).toBe('policy-fetch-failed');
    expect(fault.message).toContain(text);
    expect(fault.message).toMatch(/^mta-sts\.example\.org [ -~]+$/);
  });

  it.each<[string, Served]>([
    ['silent on the connection', { onConnection: (socket) => socket.pause() }],
    ['silent after the handshake', {}],
    ['silent in the middle', { answer: (socket) => socket.write(ok('version')) }],
    ['dripping without end', { answer: (socket) => dripFeed(socket, `${ok('')}${'x'.repeat(60_000)}`) }],
  ])('ends with the deadline where the server is %s', async (_what, served) => {
    const started = performance.now();
    const fault = await faultOf(fetchFrom(served, { deadline: 300 }));
    expect(fault.message).toBe(`${host} did not send its policy within 300 ms`);
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it.each([0, 1, 5, 20, 60])('ends with the reason of the signal, aborted after %i ms', async (delay) => {
    const controller = new AbortController();
    const reason = new Fault('cancelled', 'it was cancelled');
    setTimeout(() => controller.abort(reason), delay);
    const served: Served = { answer: (socket) => dripFeed(socket, `${ok('')}${'x'.repeat(60_000)}`) };
    expect(await faultOf(fetchFrom(served, { signal: controller.signal }))).toBe(reason);
  });
});
