import { delimiter } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab';
import { scenarios } from '../../../lab/scenarios';
import { type FakeSsh, installFakeSsh, isRunning } from '../../../lab/ssh/fake-ssh';
import type { Evidence } from './evidence';
import { createProber, probe } from './probe';
import { internetOptions } from './testing/lab-options';
import { never, patient } from './testing/network-means';

/** Whole probes whose connections all start from a jump host: those of SMTP, and that of MTA-STS. */

const domains = ['dane-ee.example', 'sts-hosted.example', 'no-starttls.example', 'dead-first.example'];
let lab: Lab;
let ssh: FakeSsh;

beforeAll(async () => {
  lab = await startLab({ scenarios: scenarios.filter(({ domain }) => domains.includes(domain)), delayScale: 0.1 });
  ssh = installFakeSsh({ mail: {}, broken: { then: 'exit', says: ['Host key verification failed.'] } }, lab.socks);
  vi.stubEnv('PATH', `${ssh.folder}${delimiter}${process.env['PATH'] ?? ''}`);
});
afterEach(() => {
  expect(ssh.starts().filter(({ pid }) => isRunning(pid))).toEqual([]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  ssh.remove();
  await lab.stop();
});

// To log in takes this stand-in a while, since it has to be started; DNS goes its own way.
const deadlines = { ...patient, total: 15_000, policyFetch: 5_000 };

function optionsBy(host: string) {
  return internetOptions(lab, { route: { kind: 'ssh', user: 'me', host, port: null }, deadlines });
}

/** What does not change from one look to the next. */
function facts({ routing, hosts, mtaSts }: Evidence) {
  return {
    routing,
    hosts: hosts.map(({ name, addresses }) => ({
      name,
      addresses: addresses.map(({ address, outcome, tls, daneTls }) => ({
        address,
        outcome,
        chain: tls?.chain.map(({ sha256 }) => sha256),
        dane: daneTls?.dane?.verdict,
      })),
    })),
    mtaSts: { state: mtaSts.state, policy: mtaSts.policy },
  };
}

describe('a probe by ssh', () => {
  it.each(domains.filter((domain) => domain !== 'dead-first.example'))(
    'of %s sees what any other does',
    async (domain) => {
      const direct = await probe(domain, internetOptions(lab, { deadlines }), { signal: never });
      const before = ssh.starts().length;
      const seen = await probe(domain, optionsBy('mail'), { signal: never });
      expect(facts(seen)).toEqual(facts(direct));
      expect(seen.vantage.route).toBe('ssh');
      const destinations = ssh
        .starts()
        .slice(before)
        .map(({ args }) => args[args.indexOf('-W') + 1] ?? '');
      expect(destinations.length).toBeGreaterThan(0);
      expect(destinations.some((each) => each.endsWith(':443'))).toBe(seen.mtaSts.state === 'policy');
      expect(destinations.every((each) => /^(?:[\d.]+|\[[\da-f:]+\]):(?:25|443)$/.test(each))).toBe(true);
    },
  );

  it('tells for each address that the route failed, and judges nothing', async () => {
    const { hosts, mtaSts } = await probe('sts-hosted.example', optionsBy('broken'), { signal: never });
    const causes = [...hosts.flatMap(({ addresses }) => addresses), mtaSts].map(({ cause }) => cause?.id);
    expect(new Set(causes)).toEqual(new Set(['route-failed']));
    expect(mtaSts.state).toBe('untested');
  });

  it.each([50, 300, 700])('cancelled after %i ms, leaves no process behind', async (delay) => {
    const controller = new AbortController();
    const prober = createProber(optionsBy('mail'));
    setTimeout(() => controller.abort(), delay);
    const probing = domains.map((domain) => prober.probe(domain, { signal: controller.signal }));
    for (const { stopped } of await Promise.all(probing)) expect(['cancelled', undefined]).toContain(stopped?.id);
  });
});
