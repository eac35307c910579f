import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, startLab } from '../../../../lab/lab';
import { scenarios } from '../../../../lab/scenarios';
import { weaknesses } from '../deep/findings';
import type { Evidence } from '../evidence';
import type { ProbeStep } from '../options';
import { createProber } from '../probe';
import { internetOptions } from '../testing/lab-options';
import { never, patient } from '../testing/network-means';

const domains = ['hosted.example', 'hosted-five.example', 'no-starttls.example', 'dead.example', 'dane-ee.example'];
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ scenarios: scenarios.filter(({ domain }) => domains.includes(domain)), delayScale: 0.05 });
});
afterEach(async () => {
  await vi.waitFor(() => expect(lab.connections().filter(({ open }) => open)).toEqual([]), 15_000);
  lab.reset();
});
afterAll(async () => lab.stop());

const deadlines = { ...patient, connect: 1_000, total: 30_000 };
const prober = (pause = 0) => createProber(internetOptions(lab, { deadlines, deep: { pause } }));

function deepOf({ hosts }: Evidence) {
  return hosts.map(({ addresses }) => addresses.map(({ deep }) => deep?.length ?? 0));
}

/** Connections to each address, of those that looked for more than a session. */
function unfinished(): readonly string[] {
  return lab
    .connections()
    .filter(({ commands }) => commands.join() === 'EHLO,STARTTLS')
    .map(({ address }) => address);
}

describe('a deep probe', () => {
  it('asks one address of each host that speaks TLS, and changes nothing else', async () => {
    const steps: ProbeStep[] = [];
    for (const domain of domains) {
      const plain = await createProber(internetOptions(lab, { deadlines })).probe(domain, { signal: never });
      const deep = await prober().probe(domain, { signal: never, onStep: (step) => steps.push(step) });
      expect(
        deepOf(plain)
          .flat()
          .filter((count) => count > 0),
      ).toEqual([]);
      const expected = plain.hosts.map(({ addresses }) => {
        const first = addresses.findIndex(({ outcome }) => outcome === 'tls');
        return addresses.map((_, index) => (index === first ? weaknesses.length : 0));
      });
      expect(deepOf(deep)).toEqual(expected);
      const outcomes = ({ hosts }: Evidence) => hosts.map(({ addresses }) => addresses.map(({ outcome }) => outcome));
      expect(outcomes(deep)).toEqual(outcomes(plain));
    }
    const asked = steps.filter(({ kind }) => kind === 'deep').map(({ subject }) => subject);
    expect(asked).toContain(
      `mx.dane-ee.example [${lab.world.hosts.find(({ name }) => name === 'mx.dane-ee.example')?.addresses[0] ?? ''}]`,
    );
    expect(asked.filter((subject) => /dead|no-starttls/.test(subject))).toEqual([]);
  });

  it('finds what the servers of the lab are set up for', async () => {
    const host = 'mx.dane-ee.example';
    const accepted = async () =>
      (await prober().probe('dane-ee.example', { signal: never })).hosts
        .flatMap(({ addresses }) => addresses.flatMap(({ deep = [] }) => deep))
        .filter(({ answer }) => answer === 'accepted')
        .map(({ weakness }) => weakness);
    expect(await accepted()).toEqual([]);
    await lab.set(host, { tls: 'tls10' });
    expect(await accepted()).toEqual(['tls1.0']);
  });

  it('asks the same server once for all domains', async () => {
    const one = prober();
    const evidence = await Promise.all(
      ['hosted.example', 'hosted-five.example', 'hosted.example'].map((domain) => one.probe(domain, { signal: never })),
    );
    for (const each of evidence) expect(deepOf(each).flat()).toContain(weaknesses.length);
    const counts = new Map<string, number>();
    for (const address of unfinished()) counts.set(address, (counts.get(address) ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(1);
    for (const count of counts.values()) expect(count).toBeLessThanOrEqual(6);
  });

  it.each([200, 600])('that is cancelled after %i ms says what it did not ask', async (delay) => {
    const controller = new AbortController();
    const steps: ProbeStep[] = [];
    const probing = prober(150).probe('dane-ee.example', {
      signal: controller.signal,
      onStep: (step) => steps.push(step),
    });
    await vi.waitFor(() => expect(steps.some(({ kind }) => kind === 'deep')).toBe(true), 15_000);
    setTimeout(() => controller.abort(), delay);
    const { stopped, hosts } = await probing;
    expect(stopped?.id).toBe('cancelled');
    const deep = hosts.flatMap(({ addresses }) => addresses.flatMap(({ deep: each = [] }) => each));
    expect(deep).toHaveLength(weaknesses.length);
    expect(deep.at(-1)).toMatchObject({ answer: 'untested', cause: { id: 'cancelled' } });
  });
});
