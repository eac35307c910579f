import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { probeAddress } from './address';
import { networkMeans, openSockets, patient } from './testing/network-means';

/** A server that says what it likes, byte for byte, at each of its turns. */

const turns = ['220 mx.example\r\n', '250-mx.example\r\n250 STARTTLS\r\n', '220 go\r\n'];
const deadlines = { ...patient, greeting: 150, reply: 150, handshake: 150 };

let server: Server;
let script: readonly Uint8Array[] = [];
let closes = false;
beforeAll(async () => {
  server = createServer(speak);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

function speak(socket: Socket): void {
  const left = [...script];
  const next = (): void => {
    const bytes = left.shift();
    if (bytes !== undefined) socket.write(bytes);
    if (left.length === 0 && closes) socket.end();
  };
  socket.on('error', () => socket.destroy());
  socket.on('data', next);
  next();
}

/** Bytes that go on like TLS, like SMTP, or like nothing. */
const noise = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([Buffer.of(22, 3, 3, 0, bytes.length), bytes])),
  fc.uint8Array({ minLength: 2, maxLength: 2 }).map((bytes) => Buffer.concat([Buffer.of(21, 3, 3, 0, 2), bytes])),
  fc
    .constantFrom('220', '220-', '250 ok\r\n', '250-\r\n', '\r\n', '\u0000\r\n', '2'.repeat(70_000))
    .map((text) => Buffer.from(text)),
);

it('is survived: the probe ends in time, claims no session, and leaves nothing open', async () => {
  const before = openSockets();
  const { port } = server.address() as AddressInfo;
  const network = { socks: { host: '127.0.0.1', port: 9 }, caPem: rootCertificates[0] ?? '', allowAddresses: [] };
  const means = {
    ...networkMeans(network, { deadlines }),
    connect: async () => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      return socket.pause();
    },
  };
  await fc.assert(
    fc.asyncProperty(
      fc.nat(turns.length),
      fc.array(noise, { maxLength: 3 }),
      fc.boolean(),
      async (polite, rest, ends) => {
        script = [...turns.slice(0, polite).map((text) => Buffer.from(text)), ...rest];
        closes = ends;
        const started = performance.now();
        const evidence = await probeAddress({ host: 'mx.example', address: '192.0.2.1', port: 25, tlsa: null }, means);
        expect(performance.now() - started).toBeLessThan(15_000);
        expect(evidence.outcome).not.toBe('tls');
        expect(evidence.tls).toBeUndefined();
        expect(JSON.stringify(evidence)).toMatch(/^\P{C}*$/u);
      },
    ),
    { numRuns: 60 },
  );
  await vi.waitFor(() => expect(openSockets()).toBeLessThanOrEqual(before), 15_000);
}, 60_000);
