import { delimiter } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab';
import { scenarios } from '../../../lab/scenarios';
import { type FakeSsh, installFakeSsh, isRunning } from '../../../lab/ssh/fake-ssh';
import { type StartTlsServer, startStartTlsServer } from '../../../lab/testing/starttls-server';
import type { ProbeOptions, ProbeStep, Route } from './options';
import { createProber } from './probe';
import { internetOptions } from './testing/lab-options';
import { openSockets, patient } from './testing/network-means';

/** A probe that is cancelled at each of its steps, over each route: everything is gone at once, and the rest is told. */

const domain = 'sts-dane.example';
/** Milliseconds in which nothing of it may be left. */
const atOnce = 15_000;

let lab: Lab;
let ssh: FakeSsh;
let alone: StartTlsServer;
let openBefore: number;

beforeAll(async () => {
  lab = await startLab({ scenarios: scenarios.filter((scenario) => scenario.domain === domain), delayScale: 0.1 });
  ssh = installFakeSsh({ mail: {} }, lab.socks);
  vi.stubEnv('PATH', `${ssh.folder}${delimiter}${process.env['PATH'] ?? ''}`);
  alone = await startStartTlsServer((socket) => socket.resume());
  openBefore = openSockets();
});
afterEach(() => lab.reset());
afterAll(async () => {
  vi.unstubAllEnvs();
  ssh.remove();
  await Promise.all([lab.stop(), alone.stop()]);
});

// The server that is asked directly never answers a handshake.
const deadlines = { ...patient, handshake: 1_000, total: 30_000, policyFetch: 5_000 };
const allowAddresses = ['192.0.2.0/24', '2001:db8::/32', '127.0.0.0/8'];

function by(route: Route, more: Partial<ProbeOptions> = {}): ProbeOptions {
  return internetOptions(lab, { route, deadlines, allowAddresses, ...more });
}

const ways: readonly (readonly [string, () => ProbeOptions, () => string])[] = [
  ['directly', () => by({ kind: 'direct' }), () => `[127.0.0.1]:${alone.port}`],
  ['through a proxy', () => by({ kind: 'socks5', ...lab.socks }, { deep: { pause: 20 } }), () => domain],
  ['by ssh', () => by({ kind: 'ssh', user: null, host: 'mail', port: null }), () => domain],
];

async function nothingIsLeft(within: number): Promise<void> {
  await vi.waitFor(
    () => {
      expect(ssh.starts().filter(({ pid }) => isRunning(pid))).toEqual([]);
      expect(lab.connections().filter(({ open }) => open)).toEqual([]);
      expect(alone.open.size).toBe(0);
      expect(openSockets()).toBeLessThanOrEqual(openBefore);
    },
    { timeout: within, interval: 5 },
  );
}

describe.each(ways)('a probe %s', (_way, options, nextHop) => {
  /** Cancels at the step of that number, at the moment it is told or one turn later; the steps told by then. */
  async function cancelAt(step: number, isLate: boolean): Promise<readonly ProbeStep[]> {
    const controller = new AbortController();
    const told: ProbeStep[] = [];
    let cancelled = Number.NaN;
    const cancel = (): void => {
      cancelled = performance.now();
      controller.abort();
    };
    const evidence = await createProber(options()).probe(nextHop(), {
      signal: controller.signal,
      onStep: (each) => {
        told.push(each);
        if (told.length !== step + 1) return;
        if (isLate) setImmediate(cancel);
        else cancel();
      },
    });
    if (Number.isNaN(cancelled)) return told;
    expect(performance.now() - cancelled).toBeLessThan(atOnce);
    expect(evidence.stopped).toEqual({ id: 'cancelled', text: 'it was cancelled' });
    await nothingIsLeft(atOnce);
    return told;
  }

  it.each([
    ['is told', false],
    ['was told', true],
  ] as const)(
    'cancelled when any of its steps %s leaves nothing, and says so',
    async (_when, isLate) => {
      let told: readonly ProbeStep[] = [];
      let step = 0;
      // Until it ends before that step.
      do told = await cancelAt(step, isLate);
      while (told.length > step++);
      await nothingIsLeft(3_000);
      expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['connect', 'greeting', 'starttls']));
    },
    60_000,
  );
});
