import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type Answer, decode } from 'dns-packet';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Behaviour,
  framed,
  replyTo as plainReplyTo,
  type ReplyParts,
  startResolver as startTestResolver,
  type TestResolver,
} from '../../../../lab/testing/resolver';
import { Fault } from '../fault';
import type { Endpoint } from '../options';
import { createExchange, questionsAtOnce } from './exchange';
import type { Question } from './record';
import { decodeRecordData } from './record-data';
import { rcode, rrType } from './types';

const question: Question = { name: 'mx.example', type: rrType.A };
const never = new AbortController().signal;
const truncated = 0x0200;

const address: Answer = { name: 'mx.example', type: 'A', ttl: 60, data: '192.0.2.1' };

function replyTo(query: Buffer, parts: ReplyParts = {}): Buffer {
  return plainReplyTo(query, { answers: [address], ...parts });
}

const started: TestResolver[] = [];
const sockets: UdpSocket[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((resolver) => resolver.stop()));
  for (const socket of sockets.splice(0)) socket.close();
});

async function startResolver(behaviour: Behaviour): Promise<TestResolver> {
  const resolver = await startTestResolver(behaviour);
  started.push(resolver);
  return resolver;
}

async function closedEndpoint(): Promise<Endpoint> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return { host: '127.0.0.1', port };
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 15_000; !condition(); ) {
    if (performance.now() > end) throw new Error('the condition was not met within 15 s');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('no fault');
}

const honest: Behaviour = { udp: (query) => [replyTo(query)] };
const cut: Behaviour['udp'] = (query) => [replyTo(query, { flags: truncated, answers: [] })];

const addresses = (records: readonly { rdata: Uint8Array }[]): readonly string[] =>
  records.map(({ rdata }) => decodeRecordData('A', rdata));

describe('one resolver', () => {
  it('answers over UDP', async () => {
    const { endpoint, udpQueries } = await startResolver(honest);
    const reply = await createExchange({ resolvers: [endpoint], deadline: 5_000 })(question, never);
    expect(addresses(reply.answer)).toEqual(['192.0.2.1']);
    expect(reply).toMatchObject({ question, resolver: `127.0.0.1:${endpoint.port}` });
    expect(decode(udpQueries[0]!)).toMatchObject({ flag_cd: true, flag_rd: true, additionals: [{ flag_do: true }] });
  });

  it('answers over IPv6', async () => {
    const socket = createSocket('udp6');
    sockets.push(socket);
    const bound = await new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(false));
      socket.bind(0, '::1', () => resolve(true));
    });
    if (!bound) {
      expect(process.env['REQUIRE_ALL']).not.toBe('1');
      return;
    }
    socket.on('message', (query, { port, address: host }) => socket.send(replyTo(query), port, host));
    const { port } = socket.address();
    const exchange = createExchange({ resolvers: [{ host: '::1', port }], deadline: 5_000 });
    expect(await exchange(question, never)).toMatchObject({ resolver: `[::1]:${port}` });
  });

  it('is asked with another id from another port each time', async () => {
    const { endpoint, udpQueries, udpPorts } = await startResolver(honest);
    const exchange = createExchange({ resolvers: [endpoint], deadline: 5_000 });
    await Promise.all(Array.from({ length: 20 }, () => exchange(question, never)));
    // Twenty ids of 65,536 hold two equal pairs in fewer than one of 100,000 runs.
    expect(new Set(udpQueries.map((query) => decode(query).id)).size).toBeGreaterThanOrEqual(19);
    expect(new Set(udpPorts).size).toBe(20);
  });

  it('is asked a burst of questions a bounded number at a time', async () => {
    const socket = createSocket('udp4');
    const marker = createSocket('udp4');
    sockets.push(socket, marker);
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address();
    const held: (() => void)[] = [];
    let marks = 0;
    socket.on('message', (query, { port: from, address: host }) => {
      if (query.length === 0) marks += 1;
      else held.push(() => socket.send(replyTo(query), from, host));
    });
    /** Datagrams on loopback keep their order: after one of ours, no earlier question is still on its way. */
    const allArrived = async (count: number): Promise<void> => {
      await until(() => held.length >= count);
      const before = marks;
      marker.send(Buffer.alloc(0), port, '127.0.0.1');
      await until(() => marks > before);
    };
    const exchange = createExchange({ resolvers: [{ host: '127.0.0.1', port }], deadline: 60_000 });
    const questions = questionsAtOnce * 2 + 3;
    const all = Promise.all(Array.from({ length: questions }, () => exchange(question, never)));
    for (let left = questions; left > 0; ) {
      const expected = Math.min(left, questionsAtOnce);
      await allArrived(expected);
      expect(held).toHaveLength(expected);
      left -= expected;
      for (const reply of held.splice(0)) reply();
    }
    expect((await all).map(({ answer }) => addresses(answer))).toEqual(
      Array.from({ length: questions }, () => ['192.0.2.1']),
    );
  });

  it('is heard over packets that are not its reply', async () => {
    const { endpoint } = await startResolver({
      udp: (query) => {
        const id = decode(query).id ?? 0;
        return [
          Buffer.alloc(0),
          Buffer.from('noise'),
          query,
          replyTo(query, { id: (id + 1) & 0xffff, answers: [{ ...address, data: '203.0.113.1' }] }),
          replyTo(query, { name: 'my.example', answers: [{ ...address, data: '203.0.113.2' }] }),
          replyTo(query, { name: 'MX.eXample' }),
        ];
      },
    });
    const reply = await createExchange({ resolvers: [endpoint], deadline: 5_000 })(question, never);
    expect(addresses(reply.answer)).toEqual(['192.0.2.1']);
  });

  it('is asked again where the first packet is lost', async () => {
    const { endpoint, udpQueries } = await startResolver({
      udp: (query, number) => (number === 0 ? [] : [replyTo(query)]),
    });
    const reply = await createExchange({ resolvers: [endpoint], deadline: 600 })(question, never);
    expect(addresses(reply.answer)).toEqual(['192.0.2.1']);
    expect(udpQueries).toHaveLength(2);
  });

  it('is asked again where its reply is malformed, and then told so', async () => {
    const { endpoint, udpQueries } = await startResolver({ udp: (query) => [replyTo(query).subarray(0, -1)] });
    const fault = await faultOf(createExchange({ resolvers: [endpoint], deadline: 5_000 })(question, never));
    expect(fault.id).toBe('dns-malformed');
    expect(udpQueries).toHaveLength(2);
  });

  it.each([
    ['is silent', {}],
    [
      'sends the replies to others only',
      { udp: (query: Buffer) => [replyTo(query, { id: 0 }), replyTo(query, { name: 'a' })] },
    ],
    ['is silent over TCP', { udp: cut }],
    [
      'sends a byte of its reply over TCP, and no more',
      { udp: cut, tcp: (_: Buffer, socket: Socket) => socket.write('\x01') },
    ],
  ])('that %s ends as a timeout at the deadline', async (_, behaviour) => {
    const { endpoint, udpQueries, open } = await startResolver(behaviour);
    const start = performance.now();
    const fault = await faultOf(createExchange({ resolvers: [endpoint], deadline: 300 })(question, never));
    const elapsed = performance.now() - start;
    expect(fault.asCause).toEqual({
      id: 'dns-timeout',
      text: `no reply from 127.0.0.1:${endpoint.port} within 300 ms`,
    });
    expect(udpQueries).toHaveLength(2);
    expect(elapsed).toBeGreaterThanOrEqual(290);
    expect(elapsed).toBeLessThan(15_000);
    await until(() => open.size === 0);
  });

  it('that does not listen is unreachable at once', async () => {
    const endpoint = await closedEndpoint();
    const fault = await faultOf(createExchange({ resolvers: [endpoint], deadline: 60_000 })(question, never));
    expect(fault.asCause).toEqual({
      id: 'dns-unreachable',
      text: `127.0.0.1:${endpoint.port} could not be asked: ECONNREFUSED`,
    });
  });

  it.each([
    [{ host: 'resolver.example', port: 53 }, 'resolver.example:53 could not be asked: not an IP address'],
    [{ host: '127.0.0.1', port: 0 }, '127.0.0.1:0 could not be asked: not a port'],
    [{ host: '::1', port: 65_536 }, '[::1]:65536 could not be asked: not a port'],
  ])('that is no address is told', async (endpoint, text) => {
    const fault = await faultOf(createExchange({ resolvers: [endpoint], deadline: 5_000 })(question, never));
    expect(fault.asCause).toEqual({ id: 'dns-unreachable', text });
  });

  it('must be there', async () => {
    const fault = await faultOf(createExchange({ resolvers: [], deadline: 5_000 })(question, never));
    expect(fault.id).toBe('dns-unreachable');
  });
});

describe('a reply that was cut', () => {
  const manyRecords = Array.from(
    { length: 400 },
    (_, index): Answer => ({ ...address, data: `192.0.${index >> 8}.${index & 255}` }),
  );

  it('is asked for again over TCP, even where it was cut in the middle', async () => {
    const { endpoint, tcpQueries } = await startResolver({
      udp: (query) => [replyTo(query, { flags: truncated, answers: manyRecords }).subarray(0, 500)],
      tcp: (query, socket) => socket.end(framed(replyTo(query, { answers: manyRecords }))),
    });
    const reply = await createExchange({ resolvers: [endpoint], deadline: 5_000 })(question, never);
    expect(reply.answer).toHaveLength(400);
    expect(reply.truncated).toBe(false);
    expect(tcpQueries).toHaveLength(1);
  });

  it('may come over TCP in single bytes, with more behind it', async () => {
    const { endpoint, open } = await startResolver({
      udp: cut,
      tcp: (query, socket) => {
        socket.setNoDelay(true);
        const bytes = Buffer.concat([framed(replyTo(query)), Buffer.from('\x00\x01x')]);
        const drip = (at: number): void => {
          if (at < bytes.length && !socket.destroyed) socket.write(bytes.subarray(at, at + 1), () => drip(at + 1));
        };
        drip(0);
      },
    });
    const reply = await createExchange({ resolvers: [endpoint], deadline: 5_000 })(question, never);
    expect(addresses(reply.answer)).toEqual(['192.0.2.1']);
    await until(() => open.size === 0);
  });

  it.each<[string, NonNullable<Behaviour['tcp']>, string]>([
    [
      'another id',
      (query, socket) => socket.write(framed(replyTo(query, { id: (decode(query).id ?? 0) ^ 1 }))),
      'another question',
    ],
    ['another question', (query, socket) => socket.write(framed(replyTo(query, { name: 'a' }))), 'another question'],
    ['an empty message', (_, socket) => socket.write(framed(Buffer.alloc(0))), 'another question'],
    [
      'TC once more',
      (query, socket) => socket.write(framed(replyTo(query, { flags: truncated }))),
      'although it had all the room',
    ],
    ['64 KiB of zeros', (_, socket) => socket.write(framed(Buffer.alloc(65_535))), 'another question'],
    [
      'an end before the end',
      (query, socket) => socket.end(framed(replyTo(query)).subarray(0, -1)),
      'before its reply was complete',
    ],
    ['nothing but an end', (_, socket) => socket.end(), 'before its reply was complete'],
  ])('is malformed where TCP brings %s', async (_, tcp, text) => {
    const { endpoint, open } = await startResolver({ udp: cut, tcp });
    const fault = await faultOf(createExchange({ resolvers: [endpoint], deadline: 5_000 })(question, never));
    expect(fault).toMatchObject({ id: 'dns-malformed', message: expect.stringContaining(text) as string });
    await until(() => open.size === 0);
  });

  it('is unreachable where TCP is reset', async () => {
    const { endpoint } = await startResolver({ udp: cut, tcp: (_, socket) => socket.resetAndDestroy() });
    const fault = await faultOf(createExchange({ resolvers: [endpoint], deadline: 5_000 })(question, never));
    expect(fault.id).toBe('dns-unreachable');
  });
});

describe('several resolvers', () => {
  const refusing = (code: number): Behaviour => ({ udp: (query) => [replyTo(query, { flags: code, answers: [] })] });

  it.each<[string, Behaviour]>([
    ['fails', refusing(rcode.SERVFAIL)],
    ['refuses', refusing(rcode.REFUSED)],
    ['knows no EDNS', refusing(rcode.FORMERR)],
    ['is silent', {}],
    ['is malformed', { udp: (query) => [replyTo(query).subarray(0, -1)] }],
  ])('take over from one that %s, and are then asked first', async (_, behaviour) => {
    const [bad, good] = [await startResolver(behaviour), await startResolver(honest)];
    const exchange = createExchange({ resolvers: [bad.endpoint, good.endpoint], deadline: 600 });
    expect(addresses((await exchange(question, never)).answer)).toEqual(['192.0.2.1']);
    expect(bad.udpQueries).toHaveLength(1);
    expect(addresses((await exchange(question, never)).answer)).toEqual(['192.0.2.1']);
    expect(bad.udpQueries).toHaveLength(1);
  });

  it('take over from one that does not listen', async () => {
    const good = await startResolver(honest);
    const exchange = createExchange({ resolvers: [await closedEndpoint(), good.endpoint], deadline: 5_000 });
    expect(addresses((await exchange(question, never)).answer)).toEqual(['192.0.2.1']);
  });

  it('are not asked where the first says that there is no such name', async () => {
    const [first, second] = [await startResolver(refusing(rcode.NXDOMAIN)), await startResolver(honest)];
    const reply = await createExchange({ resolvers: [first.endpoint, second.endpoint], deadline: 5_000 })(
      question,
      never,
    );
    expect(reply.rcode).toBe(rcode.NXDOMAIN);
    expect(second.udpQueries).toHaveLength(0);
  });

  it('that all fail or refuse give the first reply, each asked once', async () => {
    const resolvers = [await startResolver(refusing(rcode.REFUSED)), await startResolver(refusing(rcode.SERVFAIL))];
    const endpoints = resolvers.map(({ endpoint }) => endpoint);
    const reply = await createExchange({ resolvers: endpoints, deadline: 5_000 })(question, never);
    expect(reply).toMatchObject({ rcode: rcode.REFUSED, resolver: `127.0.0.1:${endpoints[0]!.port}` });
    expect(resolvers.map(({ udpQueries }) => udpQueries.length)).toEqual([1, 1]);
  });

  it('of which one is silent and one fails give the failure', async () => {
    const resolvers = [await startResolver({}), await startResolver(refusing(rcode.SERVFAIL))];
    const endpoints = resolvers.map(({ endpoint }) => endpoint);
    const reply = await createExchange({ resolvers: endpoints, deadline: 300 })(question, never);
    expect(reply.rcode).toBe(rcode.SERVFAIL);
    expect(resolvers.map(({ udpQueries }) => udpQueries.length)).toEqual([2, 1]);
  });

  it('that give no reply at all are all named', async () => {
    const silent = [(await startResolver({})).endpoint, (await startResolver({})).endpoint];
    const [first, second] = silent.map(({ port }) => `127.0.0.1:${port}`);
    const quiet = await faultOf(createExchange({ resolvers: silent, deadline: 300 })(question, never));
    expect(quiet.asCause).toEqual({ id: 'dns-timeout', text: `no reply from ${first} and ${second} within 300 ms` });
    const mixed = [await closedEndpoint(), silent[0]!];
    const fault = await faultOf(createExchange({ resolvers: mixed, deadline: 300 })(question, never));
    expect(fault.id).toBe('dns-unreachable');
    expect(fault.message).toMatch(/ECONNREFUSED; no reply from /);
  });
});

describe('cancellation', () => {
  it.each<[string, Behaviour]>([
    ['UDP', {}],
    ['TCP', { udp: cut }],
  ])('ends a wait over %s with the signal’s reason, and leaves no socket', async (transport, behaviour) => {
    const { endpoint, udpQueries, tcpQueries, open } = await startResolver(behaviour);
    const openSockets = (): number =>
      process.getActiveResourcesInfo().filter((kind) => kind === 'UDPWrap' || kind === 'TCPSocketWrap').length;
    const before = openSockets();
    const controller = new AbortController();
    const asking = createExchange({ resolvers: [endpoint], deadline: 60_000 })(question, controller.signal);
    const outcome = asking.then(
      () => null,
      (error: unknown) => error,
    );
    await until(() => (transport === 'UDP' ? udpQueries : tcpQueries).length === 1);
    const start = performance.now();
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await outcome).toBe(reason);
    await until(() => open.size === 0 && openSockets() <= before);
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  it('comes before anything is sent', async () => {
    const { endpoint, udpQueries } = await startResolver(honest);
    const exchange = createExchange({ resolvers: [endpoint], deadline: 5_000 });
    const reason = new Error('never mind');
    await expect(exchange(question, AbortSignal.abort(reason))).rejects.toBe(reason);
    await exchange(question, never);
    expect(udpQueries).toHaveLength(1);
  });

  it('leaves neither a timer nor a listener at the signal behind', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    const { endpoint } = await startResolver(honest);
    const { signal } = new AbortController();
    let listeners = 0;
    const counted = new Proxy(signal, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        if (key === 'addEventListener') listeners++;
        if (key === 'removeEventListener') listeners--;
        return value.bind(target) as unknown;
      },
    });
    await createExchange({ resolvers: [endpoint], deadline: 60_000 })(question, counted);
    expect(listeners).toBe(0);
    expect(timers()).toBe(before);
  });
});
