import type { Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { alertRecord, answerHello, isUsable, type OldTlsSetup, serverHello } from '../../../../lab/testing/old-tls';
import { type StartTlsServer, startStartTlsServer } from '../../../../lab/testing/starttls-server';
import type { CauseId } from '../cause';
import type { Weakness, WeaknessEvidence } from '../evidence';
import { Fault } from '../fault';
import { short } from '../testing/network-means';
import { weaknesses } from './findings';
import { connectionLimit } from './look-deep';
import { commonSuites, findSuite, suiteWeaknesses, weakSuites } from './suites';
import { having, lookAtPort } from './testing/look';

let server: StartTlsServer | null = null;
afterEach(async () => {
  await vi.waitFor(() => expect(server?.open.size ?? 0).toBe(0), 15_000);
  await server?.stop();
  server = null;
});

const modern: OldTlsSetup = {
  sslv2: null,
  versions: [0x0303],
  suites: [0xc014, 0x002f],
  preference: 'server',
  refusesBy: 'alert',
};

async function serve(setup: Partial<OldTlsSetup>): Promise<StartTlsServer> {
  server = await startStartTlsServer((socket) => answerHello(socket, { ...modern, ...setup }));
  return server;
}

const known = [...weakSuites, ...commonSuites].map(({ code }) => code);

describe('a deep look', () => {
  it.each<[string, Partial<OldTlsSetup>, readonly Weakness[], connections: number]>([
    ['a modern server', {}, [], 5],
    ['one that speaks TLS 1.3 alone', { versions: [] }, [], 5],
    ['one with TLS 1.0 and 1.1', { versions: [0x0301, 0x0302, 0x0303] }, ['tls1.0', 'tls1.1'], 6],
    ['one with TLS 1.0 alone', { versions: [0x0301] }, ['tls1.0'], 6],
    ['one with SSLv3', { versions: [0x0300, 0x0303] }, ['sslv3'], 6],
    ['one with SSLv2 for DROWN', { sslv2: [0x020080, 0x010080] }, ['sslv2'], 5],
    ['one with RC4', { suites: [0xc014, 0x0005] }, ['rc4'], 6],
    ['one with 3DES, the last choice', { suites: [0xc014, 0x000a] }, ['3des'], 6],
    ['one with anonymous suites', { suites: [0xc014, 0x003a] }, ['anonymous'], 6],
    ['one with anonymous GCM', { suites: [0xc014, 0x00a6] }, ['anonymous'], 6],
    ['one with anonymous RC4 and nothing else of both', { suites: [0xc014, 0x0018] }, ['rc4', 'anonymous'], 6],
    ['one without encryption', { suites: [0xc014, 0x003b] }, ['null'], 6],
    ['one with DES', { suites: [0x002f, 0x0009] }, ['des'], 6],
    [
      'one with export ciphers, which only TLS 1.0 shows',
      { versions: [0x0301, 0x0303], suites: [0xc014, 0x0003] },
      ['tls1.0', 'export', 'rc4'],
      7,
    ],
    [
      'one that goes by our order',
      { versions: [0x0300, 0x0301, 0x0302, 0x0303], suites: known, preference: 'client' },
      ['sslv3', 'tls1.0', 'tls1.1', 'export', 'null', 'rc4', 'des', '3des', 'anonymous'],
      5,
    ],
  ])('%s', async (_what, setup, accepted, connections) => {
    for (const refusesBy of ['alert', 'close', 'reset'] as const) {
      const { port, arrivals } = await serve({ ...setup, refusesBy });
      const findings = await lookAtPort(port);
      expect(findings.map(({ weakness }) => weakness)).toEqual(weaknesses);
      expect(having('accepted', findings)).toEqual(accepted);
      expect(having('untested', findings)).toEqual([]);
      expect(arrivals.length).toBe(connections);
      for (const { answer, seen } of findings) {
        if (answer === 'refused') expect(seen).toMatch(/^(?:alert \d+, [a-z ]+|hung up|chose [\w. ]+)$/);
        else expect(seen).toMatch(/^(?:SSLv2, [A-Z\d_, ]+|(?:SSLv3|TLS 1\.[012]), TLS_\w+)$/);
      }
      await server?.stop();
    }
  });

  const setups: fc.Arbitrary<OldTlsSetup> = fc.record({
    sslv2: fc.option(fc.subarray([0x010080, 0x020080, 0x0700c0], { minLength: 1 })),
    versions: fc.subarray([0x0300, 0x0301, 0x0302, 0x0303], { minLength: 1 }),
    suites: fc
      .tuple(fc.shuffledSubarray(known, { maxLength: 8 }), fc.constantFrom(...commonSuites.map(({ code }) => code)))
      .map(([some, common]) => [...some, common]),
    preference: fc.constantFrom('client', 'server'),
    refusesBy: fc.constantFrom('alert', 'close', 'reset'),
  });

  it('is right about any server, or was cut short by its own limit', async () => {
    await fc.assert(
      fc.asyncProperty(setups, async (setup) => {
        const { port, arrivals } = await serve(setup);
        const findings = await lookAtPort(port);
        await server?.stop();
        expect(arrivals.length).toBeLessThanOrEqual(connectionLimit);
        for (const { weakness, answer, cause } of findings) {
          const truth = accepts(setup, weakness) ? 'accepted' : 'refused';
          if (answer === 'untested') {
            expect({ id: cause?.id, connections: arrivals.length }).toEqual({
              id: 'limit',
              connections: connectionLimit,
            });
          } else {
            expect({ weakness, answer }).toEqual({ weakness, answer: truth });
          }
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('waits between connections, and differently each time', async () => {
    const { port, arrivals } = await serve({});
    const started = performance.now();
    await lookAtPort(port, { pause: 60 });
    const gaps = arrivals.map((at, index) => at - (arrivals[index - 1] ?? started));
    // Timers of Node may come a millisecond early.
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(58);
    expect(new Set(gaps.map((gap) => Math.round(gap))).size).toBeGreaterThan(1);
  });

  it.each<[string, (connection: number) => string, Weakness | null]>([
    ['greets with 421', () => '421 busy', null],
    ['greets with 421 after a while', (connection) => (connection < 2 ? '220 mx.example' : '421 not again'), 'sslv3'],
    ['says 554', () => '554 no', null],
  ])('leaves a server alone that %s', async (_what, greeting, last) => {
    server = await startStartTlsServer((socket) => answerHello(socket, modern), greeting);
    const findings = await lookAtPort(server.port);
    const told = last === null ? 0 : weaknesses.indexOf(last) + 1;
    expect(having('refused', findings)).toEqual(weaknesses.slice(0, told));
    expect(having('untested', findings)).toEqual(weaknesses.slice(told));
    expect(server.arrivals).toHaveLength(told + 1);
    for (const { cause } of findings.slice(told)) expect(cause?.text).toMatch(/^the greeting is (?:421|554) /);
  });

  it('leaves a route alone that fails', async () => {
    let connections = 0;
    const findings = await lookAtPort(0, {
      connect: () => {
        connections++;
        return Promise.reject(new Fault('route-failed', 'the route is gone'));
      },
    });
    expect(connections).toBe(1);
    expect(new Set(findings.map(({ cause }) => cause?.text))).toEqual(new Set(['the route is gone']));
  });

  it.each<[string, (socket: Socket) => void, CauseId]>([
    ['says nothing', (socket) => socket.resume(), 'handshake-timeout'],
    ['says something else', (socket) => socket.write('250 what?\r\n'), 'protocol-error'],
    ['breaks off', (socket) => socket.end(serverHello(0x0303, 0x002f).subarray(0, 20)), 'connection-closed'],
    ['has an internal error', (socket) => socket.write(alertRecord(0x0303, 2, 80)), 'handshake-failed'],
    ['warns without end', flood(alertRecord(0x0303, 1, 112)), 'limit'],
    ['sends a hello in crumbs without end', flood(Buffer.of(22, 3, 3, 0, 1, 2)), 'protocol-error'],
    [
      'sends a record of SSLv2 without end',
      flood(Buffer.concat([Buffer.of(0xff, 0xff, 4), Buffer.alloc(50)])),
      'protocol-error',
    ],
    ['chooses a suite that was not offered', (socket) => socket.write(serverHello(0x0300, 0x1301)), 'protocol-error'],
    ['chooses a later version', (socket) => socket.write(serverHello(0x0304, 0x0005)), 'protocol-error'],
    ['speaks of version 2 inside TLS', (socket) => socket.write(serverHello(0x0002, 0x0005)), 'protocol-error'],
  ])('claims nothing of a server that %s', async (_what, answer, cause) => {
    server = await startStartTlsServer((socket) => socket.once('data', () => answer(socket)));
    const findings = await lookAtPort(server.port, {
      deadlines: { ...short, handshake: cause === 'handshake-timeout' ? 100 : 3_000 },
    });
    expect(new Set(findings.map(({ answer: each }) => each))).toEqual(new Set(['untested']));
    expect(findings.at(-1)?.cause?.id).toBe(cause);
    expect(JSON.stringify(findings)).toMatch(/^\P{C}*$/u);
    // Each of the protocols, and the weak suites once.
    expect(server.arrivals).toHaveLength(5);
  });

  it.each([0, 10, 100, 250])('cancelled after %i ms, tells what is known, and at once', async (delay) => {
    const { port } = await serve({});
    const controller = new AbortController();
    let cancelled = 0;
    setTimeout(() => {
      cancelled = performance.now();
      controller.abort();
    }, delay);
    const findings = await lookAtPort(port, { pause: 100, signal: controller.signal });
    expect(performance.now() - cancelled).toBeLessThan(15_000);
    expect(findings).toHaveLength(weaknesses.length);
    const open = findings.filter(({ answer }) => answer === 'untested');
    expect(open.length).toBeGreaterThan(0);
    expect(new Set(open.map(({ cause }) => cause?.id))).toEqual(new Set(['cancelled']));
  });
});

/** By the setup itself: whether any hello could make the server agree to it. */
function accepts({ sslv2, versions, suites }: OldTlsSetup, weakness: WeaknessEvidence['weakness']): boolean {
  if (weakness === 'sslv2') return sslv2 !== null;
  const version = { sslv3: 0x0300, 'tls1.0': 0x0301, 'tls1.1': 0x0302 }[weakness as string];
  if (version !== undefined) return versions.includes(version) && suites.some((suite) => isUsable(suite, version));
  const isWeak = (suite: number) => findSuite(suite).weaknesses.some((each) => each === weakness);
  expect(suiteWeaknesses).toContain(weakness);
  return versions.some((each) => suites.some((suite) => isWeak(suite) && isUsable(suite, each)));
}

/** Writes the same again and again, as long as it is taken. */
function flood(bytes: Buffer): (socket: Socket) => void {
  const much = Buffer.concat(Array.from({ length: 500 }, () => bytes));
  return (socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(much));
    };
    socket.on('drain', more);
    more();
  };
}
