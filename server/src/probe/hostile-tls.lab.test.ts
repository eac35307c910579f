import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { createSecureContext, type SecureContextOptions, TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type StartTlsServer, startStartTlsServer } from '../../../lab/testing/starttls-server';
import { probeAddress } from './address';
import type { AddressEvidence } from './evidence';
import { alternativeNames, authority, type Made, makeCertificate } from './testing/certificates';
import { networkMeans, openSockets, patient } from './testing/network-means';

/** Servers that are well-behaved up to STARTTLS and hostile from there on: each has an outcome of its own, in time. */

const ca = await makeCertificate({ subject: 'CN=CA', extensions: authority() });
const good = await certificate(['mx.example']);
const deadlines = { ...patient, greeting: 400, reply: 400, handshake: 400 };
/** Milliseconds that all visits together may take: a deadline or two, and what a busy machine adds. */
const enough = 15_000;

let server: StartTlsServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

function certificate(names: readonly string[]): Promise<Made> {
  return makeCertificate({ subject: 'CN=mx.example', issuer: ca, extensions: [alternativeNames(...names)] });
}

async function probe(serve: (socket: Socket) => void, within = deadlines): Promise<AddressEvidence> {
  server = await startStartTlsServer(serve);
  const { port } = server;
  const network = { socks: { host: '127.0.0.1', port: 9 }, caPem: ca.pem, allowAddresses: [] };
  const means = {
    ...networkMeans(network, { deadlines: within }),
    connect: async () => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      return socket.pause();
    },
  };
  return probeAddress({ host: 'mx.example', address: '192.0.2.1', port: 25, tlsa: null }, means);
}

/** TLS in good order, and then whatever `act` does with each command. */
function inside(act: (secure: TLSSocket, command: string) => void, options: SecureContextOptions = {}, made = good) {
  const secureContext = createSecureContext({ cert: made.pem, key: made.key, ...options });
  return (socket: Socket): void => {
    const secure = new TLSSocket(socket, { isServer: true, secureContext });
    secure.on('error', () => socket.destroy());
    secure.on('data', (chunk: Buffer) => act(secure, chunk.toString('latin1').split(/[ \r]/)[0] ?? ''));
  };
}

function politely(secure: TLSSocket, command: string): void {
  if (command === 'EHLO') secure.write('250 mx.example\r\n');
  else secure.end('221 bye\r\n');
}

/** As fast as the client reads. */
function forEver(socket: Socket, chunk: Buffer | string): void {
  const fill = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', fill);
  fill();
}

const warning = Buffer.of(21, 3, 3, 0, 2, 1, 90);
const fatal = Buffer.of(21, 3, 3, 0, 2, 2, 40);
const onHello = (act: (socket: Socket) => void) => (socket: Socket) => void socket.once('data', () => act(socket));

type Row = readonly [what: string, serve: (socket: Socket) => void, outcome: string, cause: string | null];

const rows: readonly Row[] = [
  [
    'warns without end instead of a hello',
    onHello((socket) => forEver(socket, Buffer.concat(Array<Buffer>(100).fill(warning)))),
    'untested',
    'tls-library',
  ],
  [
    'refuses a thousand times',
    onHello((socket) => void socket.end(Buffer.concat(Array<Buffer>(1_000).fill(fatal)))),
    'tls-failed',
    'handshake-failed',
  ],
  [
    'sends empty records without end',
    onHello((socket) => forEver(socket, Buffer.from('1603030000'.repeat(100), 'hex'))),
    'untested',
    'tls-library',
  ],
  ['says one octet at a time', onHello(drip), 'untested', 'handshake-timeout'],
  ['is silent after the hello', () => undefined, 'untested', 'handshake-timeout'],
  ['closes its side before the hello', (socket) => void socket.end(), 'untested', 'connection-closed'],
  [
    'resets the connection at the hello',
    onHello((socket) => void socket.resetAndDestroy()),
    'untested',
    'connection-reset',
  ],
  ['closes its side inside TLS', inside((secure) => void secure.end()), 'untested', 'connection-closed'],
  ['is cut off inside TLS', inside((secure) => void secure.destroy()), 'untested', 'connection-closed'],
  ['is silent inside TLS', inside(() => undefined), 'untested', 'reply-timeout'],
  [
    'sends a line of a megabyte inside TLS',
    inside((secure) => void secure.write(`250 ${'x'.repeat(1_000_000)}\r\n`)),
    'untested',
    'limit',
  ],
  [
    'never ends its reply inside TLS',
    inside((secure) => forEver(secure, '250-and another line\r\n')),
    'untested',
    'limit',
  ],
  [
    'speaks of what nobody asked inside TLS',
    inside((secure) => void secure.write('\u0000\u001b[31m\u202e\r\n')),
    'untested',
    'protocol-error',
  ],
];

function drip(socket: Socket): void {
  const bytes = Buffer.concat([Buffer.of(22, 3, 3, 0x10, 0, 2), Buffer.alloc(4_000)]);
  let at = 0;
  const timer = setInterval(() => {
    socket.write(bytes.subarray(at, ++at));
  }, 50);
  socket.once('close', () => clearInterval(timer));
}

describe('a server that', () => {
  it.each(rows)(
    '%s: in time, as could not be tested or failed, with nothing left open',
    async (_what, serve, outcome, cause) => {
      const before = openSockets();
      const started = performance.now();
      // On a busy machine no deadline may come before what the server does.
      const evidence = await probe(serve, cause?.endsWith('-timeout') === true ? deadlines : patient);
      expect(performance.now() - started).toBeLessThan(enough);
      expect(evidence.tls).toBeUndefined();
      expect({ outcome: evidence.outcome, cause: evidence.cause?.id ?? null }).toEqual({ outcome, cause });
      expect(JSON.stringify(evidence)).toMatch(/^\P{C}*$/u);
      // The test's own server is one.
      await vi.waitFor(() => expect(openSockets()).toBeLessThanOrEqual(before + 1), 15_000);
    },
  );

  it('asks to renegotiate again and again is talked to, or left', async () => {
    const again = (secure: TLSSocket, command: string): void => {
      for (let count = 0; count < 20; count++) secure.renegotiate({}, () => undefined);
      politely(secure, command);
    };
    const started = performance.now();
    const { outcome } = await probe(inside(again, { maxVersion: 'TLSv1.2' }));
    expect(performance.now() - started).toBeLessThan(enough);
    expect(['tls', 'untested']).toContain(outcome);
  });

  it('has a certificate of 100 kB is over the limit', async () => {
    const names = Array.from({ length: 4_000 }, (_, index) => `host-${index}.of.many.example`);
    const large = await certificate(names);
    expect(large.certificate.raw.length).toBeGreaterThan(100_000);
    const { outcome, cause } = await probe(inside(politely, {}, large));
    expect({ outcome, cause: cause?.id }).toEqual({ outcome: 'untested', cause: 'limit' });
  });

  it('has an RSA key of 16384 bits is no reason to be slow', async () => {
    const fixture = (name: string): string => readFileSync(path.join(import.meta.dirname, 'testing', name), 'utf8');
    const secureContext = { cert: fixture('rsa-16384.crt'), key: fixture('rsa-16384.key') };
    const started = performance.now();
    // The server itself, which signs, is in this process.
    const { outcome, tls } = await probe(inside(politely, { ...secureContext, maxVersion: 'TLSv1.2' }), patient);
    expect(performance.now() - started).toBeLessThan(enough);
    expect({ outcome, verdict: tls?.pkix.verdict }).toEqual({ outcome: 'tls', verdict: 'untrusted' });
  });
});
