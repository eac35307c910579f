import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { startDistantResolver, startDistantServer } from './distance';
import { listen, stopServer } from './sockets';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const far = { roundTrip: 40, host: '127.0.0.1', port: 0 };

it('passes everything on in its order, later, and ends with either side', async () => {
  const server = createServer((socket) => {
    socket.write('hello ');
    socket.on('data', (chunk) => socket.end(`again ${chunk.toString()}`));
  });
  const port = await listen(server, '127.0.0.1', 0);
  ends.push(() => stopServer(server, []));
  const distant = await startDistantServer({ host: '127.0.0.1', port }, far);
  ends.push(() => distant.stop());
  const started = performance.now();
  const client = connect(distant.port, distant.host);
  let said = '';
  client.on('data', (chunk: Buffer) => {
    if (said === '') {
      // Two round trips: one of TCP, one for the greeting.
      expect(performance.now() - started).toBeGreaterThan(78);
      client.write('one ');
      client.write('two');
    }
    said += chunk.toString();
  });
  await once(client, 'close');
  expect(said).toMatch(/^hello again one (?:two)?$/);
  expect(performance.now() - started).toBeGreaterThan(117);
});

it('closes what is under way when it is stopped', async () => {
  const server = createServer();
  const port = await listen(server, '127.0.0.1', 0);
  ends.push(() => stopServer(server, []));
  const distant = await startDistantServer({ host: '127.0.0.1', port }, far);
  const client = connect(distant.port, distant.host).on('error', () => undefined);
  await once(client, 'connect');
  await distant.stop();
  if (!client.closed) await once(client, 'close');
  expect(client.destroyed).toBe(true);
});

it('delays answers over UDP, each to whoever asked', async () => {
  const near = createSocket('udp4');
  near.on('message', (question, peer) => near.send(`re: ${question.toString()}`, peer.port, peer.address));
  near.bind(0, '127.0.0.1');
  await once(near, 'listening');
  const distant = await startDistantResolver({ host: '127.0.0.1', port: near.address().port }, far);
  const started = performance.now();
  const ask = async (text: string): Promise<string> => {
    const socket = createSocket('udp4');
    socket.send(text, distant.port, distant.host);
    const [answer] = (await once(socket, 'message')) as [Buffer];
    socket.close();
    return answer.toString();
  };
  expect(await Promise.all(['a', 'b'].map(ask))).toEqual(['re: a', 're: b']);
  expect(performance.now() - started).toBeGreaterThan(38);
  await distant.stop();
  await new Promise<void>((resolve) => near.close(() => resolve()));
});
