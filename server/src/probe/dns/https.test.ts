import { once } from 'node:events';
import { constants, createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPki, type Pki } from '../../../../lab/pki';
import type { CertificateSpec } from '../../../../lab/scenario';
import { replyTo } from '../../../../lab/testing/resolver';
import { Fault } from '../fault';
import { createExchange } from './exchange';
import type { Question } from './record';
import { decodeRecordData } from './record-data';
import { readResolver } from './resolver-address';
import { rrType } from './types';

const question: Question = { name: 'mx.example', type: rrType.A };
const good: CertificateSpec = { issuer: 'public', names: ['localhost'] };
const dns = { 'content-type': 'application/dns-message' };
const address = { name: 'mx.example', type: 'A', ttl: 60, data: '192.0.2.1' } as const;

type Answer = (query: Buffer, response: Http2ServerResponse, request: Http2ServerRequest) => void;
const honest: Answer = (query, response) => response.writeHead(200, dns).end(replyTo(query, { answers: [address] }));

let pki: Pki;
beforeAll(async () => {
  pki = await createPki(new Date());
});

interface Running {
  readonly url: string;
  readonly server: Server;
  readonly open: Set<Socket>;
}
let running: Running | null = null;
afterEach(async () => {
  // Whatever the server does, nothing stays open.
  await vi.waitFor(() => expect(running?.open.size ?? 0).toBe(0), 15_000);
  running?.server.close();
  running = null;
});

async function serve(answer: Answer, certificate = good, speaks: 'h2' | 'http/1.1' = 'h2'): Promise<string> {
  const { key, chain } = await pki.certificate(certificate);
  const handle = (request: Http2ServerRequest, response: Http2ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    request.on('end', () => answer(Buffer.concat(chunks), response, request));
  };
  const server =
    speaks === 'h2'
      ? createSecureServer({ key, cert: chain }, handle)
      : createServer({ key, cert: chain }, handle as unknown as Parameters<typeof createServer>[1]);
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  for (const event of ['sessionError', 'tlsClientError']) server.on(event, () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://localhost:${(server.address() as AddressInfo).port}/dns-query`;
  running = { url, server, open };
  return url;
}

const never = new AbortController().signal;
const ask = (url: string, { deadline = 5_000, signal = never } = {}) =>
  createExchange({
    resolvers: [{ url }],
    httpsContext: () => createSecureContext({ ca: pki.caPem }),
    deadline,
  })(question, signal);

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error: unknown = await promise.then(
    () => new Error('it was answered'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

describe('DNS over HTTPS', () => {
  it.each(['h2', 'http/1.1'] as const)('answers over %s, and is named by its URL', async (speaks) => {
    const seen: unknown[] = [];
    const url = await serve(
      (query, response, request) => {
        seen.push([request.method, request.url, request.headers['content-type'], query.readUInt16BE(0)]);
        honest(query, response, request);
      },
      good,
      speaks,
    );
    const reply = await ask(url);
    expect(reply.answer.map(({ rdata }) => decodeRecordData('A', rdata))).toEqual(['192.0.2.1']);
    expect(reply.resolver).toBe(url);
    expect(seen).toEqual([['POST', '/dns-query', 'application/dns-message', 0]]);
  });

  it('asks all questions over one connection of HTTP/2, and closes it when there are none any more', async () => {
    const url = await serve(honest);
    let connections = 0;
    running?.server.on('connection', () => connections++);
    const exchange = createExchange({
      resolvers: [{ url }],
      httpsContext: () => createSecureContext({ ca: pki.caPem }),
      deadline: 5_000,
    });
    await Promise.all(Array.from({ length: 20 }, () => exchange(question, never)));
    for (let count = 0; count < 5; count++) await exchange(question, never);
    expect(connections).toBe(1);
    await vi.waitFor(() => expect(running?.open.size).toBe(0), 15_000);
    await exchange(question, never);
    expect(connections).toBe(2);
  });

  it('asks each question over a connection of its own where the server speaks HTTP/1.1 alone', async () => {
    const url = await serve(honest, good, 'http/1.1');
    const exchange = createExchange({
      resolvers: [{ url }],
      httpsContext: () => createSecureContext({ ca: pki.caPem }),
      deadline: 5_000,
    });
    const replies = await Promise.all(Array.from({ length: 5 }, () => exchange(question, never)));
    expect(replies.map(({ answer }) => answer.length)).toEqual([1, 1, 1, 1, 1]);
  });

  it('asks anew where the server ended the connection', async () => {
    let answered = 0;
    const url = await serve((query, response, request) => {
      if (++answered === 1) response.stream.session?.destroy();
      else honest(query, response, request);
    });
    expect((await ask(url)).answer).toHaveLength(1);
  });

  it.each<[string, Answer, CertificateSpec, string]>([
    [
      'half of it',
      (_, response) => {
        response.writeHead(200, dns).write('x');
        setImmediate(() => response.stream.close(constants.NGHTTP2_INTERNAL_ERROR));
      },
      good,
      'ERR_HTTP2_STREAM_ERROR',
    ],
    ['another status', (_, response) => response.writeHead(503).end(), good, 'the HTTP status 503'],
    ['a redirect', (_, response) => response.writeHead(302, { location: '/other' }).end(), good, 'the HTTP status 302'],
    [
      'a page',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('x'),
      good,
      'not application/dns-message',
    ],
    [
      'too much',
      (_, response) => response.writeHead(200, dns).end(Buffer.alloc(70_000)),
      good,
      'more than a DNS message',
    ],
    ['nothing', (_, response) => response.writeHead(200, dns).end(), good, 'answered another question'],
    [
      'another question',
      (query, response) => response.writeHead(200, dns).end(replyTo(query, { name: 'other.example' })),
      good,
      'answered another question',
    ],
    [
      'a cut reply',
      (query, response) => response.writeHead(200, dns).end(replyTo(query, { flags: 0x0200 })),
      good,
      'although it had all the room',
    ],
    ['the end', (_, response) => response.stream.session?.destroy(), good, 'localhost'],
    ['a foreign name', honest, { issuer: 'public', names: ['other.example'] }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['a certificate of a private CA', honest, { issuer: 'private', names: ['localhost'] }, 'SELF_SIGNED_CERT_IN_CHAIN'],
    ['an expired certificate', honest, { ...good, expired: true }, 'CERT_HAS_EXPIRED'],
  ])('is no answer by %s', async (_what, answer, certificate, text) => {
    const fault = await faultOf(ask(await serve(answer, certificate), { deadline: 1_500 }));
    expect(['dns-malformed', 'dns-unreachable']).toContain(fault.id);
    expect(fault.message).toContain(text);
  });

  it('ends with the deadline where the server is silent', async () => {
    const fault = await faultOf(ask(await serve(() => undefined), { deadline: 300 }));
    expect(fault.id).toBe('dns-timeout');
  });

  it('ends with the reason of the signal', async () => {
    const controller = new AbortController();
    const reason = new Error('it was cancelled');
    const url = await serve(() => controller.abort(reason));
    await expect(ask(url, { signal: controller.signal })).rejects.toBe(reason);
  });

  it.each([0, 1, 3, 10, 30])('leaves nothing open when it is aborted after %i ms', async (delay) => {
    const url = await serve(() => undefined);
    const controller = new AbortController();
    const exchange = createExchange({
      resolvers: [{ url }],
      httpsContext: () => createSecureContext({ ca: pki.caPem }),
      deadline: 10_000,
    });
    const asked = Array.from({ length: 8 }, () => exchange(question, controller.signal));
    setTimeout(() => controller.abort(new Error('enough')), delay);
    const ended = await Promise.allSettled(asked);
    expect(ended.every(({ status }) => status === 'rejected')).toBe(true);
    await vi.waitFor(() => expect(running?.open.size).toBe(0), 15_000);
  });

  it('is not spoken to whoever is not there', async () => {
    const fault = await faultOf(ask('https://127.0.0.1:1/dns-query', { deadline: 1_000 }));
    expect(fault.id).toBe('dns-unreachable');
    expect(fault.message).toContain('https://127.0.0.1:1/dns-query could not be asked: ECONNREFUSED');
  });
});

describe('the place of a resolver', () => {
  it.each([
    ['192.0.2.53', { host: '192.0.2.53', port: 53 }],
    ['[2001:db8::53]:5353', { host: '2001:db8::53', port: 5353 }],
    ['https://dns.example/dns-query', { url: 'https://dns.example/dns-query' }],
    ['HTTPS://dns.example:8443/dns-query{?dns}', { url: 'https://dns.example:8443/dns-query' }],
    ['https://[2001:db8::53]/', { url: 'https://[2001:db8::53]/' }],
  ])('%s is read', (text, resolver) => expect(readResolver(text)).toEqual(resolver));

  it.each([
    'http://dns.example/dns-query',
    'https://user@dns.example/',
    'https://dns.example/?dns=x',
    'https://dns.example/{x}',
    'tls://dns.example',
    'https://',
    'https://dns.example/#x',
  ])('%s is refused', (text) => expect(readResolver(text)).toBeNull());
});
