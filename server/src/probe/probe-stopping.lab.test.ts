import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab';
import { scenarios } from '../../../lab/scenarios';
import { TrustAnchorError } from './dnssec/anchors';
import { createChance } from './dnssec/testing/chance';
import type { Evidence } from './evidence';
import { NextHopError } from './next-hop';
import type { ProbeControl, ProbeOptions, ProbeStep } from './options';
import { createProber } from './probe';
import { AllowedAddressError } from './screening/screen';
import { brisk, internetOptions } from './testing/lab-options';
import { never, openSockets } from './testing/network-means';
import { CaFileError } from './tls/trust-store';

/** Seconds pass at these unless somebody ends them; each waits for something else. */
const slow = ['dead.example', 'silent.example', 'postscreen.example', 'dns-silent.example', 'dead-first.example'];
const quick = ['dane-ee.example', 'sts-hosted.example', 'hosted-five.example', 'secure-dual-stack.example'];
const others = ['hosted.example', 'secure-mx-name.example'];
/** A lab of all scenarios takes a second to make, and there are several here. */
const known = scenarios.filter(({ domain }) => [...slow, ...quick, ...others].includes(domain));
const patientDeadlines = { ...brisk, dns: 10_000, connect: 10_000, greeting: 10_000 };

let lab: Lab;
let openBefore: number;

beforeAll(async () => {
  lab = await startLab({ scenarios: known });
  openBefore = openSockets();
});
afterEach(async () => {
  await idle(lab, 3_000);
  lab.reset();
});
afterAll(async () => {
  await lab.stop();
});

/** No socket of the probe is left, at neither end. */
async function idle(world: Lab, within: number): Promise<void> {
  await vi.waitFor(
    () => {
      expect(world.connections().filter(({ open }) => open)).toEqual([]);
      expect(openSockets()).toBeLessThanOrEqual(openBefore);
    },
    { timeout: within, interval: 5 },
  );
}

function options(more: Partial<ProbeOptions> = {}): ProbeOptions {
  return internetOptions(lab, { deadlines: patientDeadlines, ...more });
}

/** By a prober of its own, which knows nothing of what another one saw a moment ago. */
async function probe(domain: string, means: ProbeOptions, control: ProbeControl): Promise<Evidence> {
  return createProber(means).probe(domain, control);
}

/** Whole, whatever it lacks: each fact is there, or else says why not. */
function expectWhole({ stopped, mx, routing, hosts, mtaSts }: Evidence): void {
  if (mx === null) expect(routing === 'bracketed' || stopped !== undefined).toBe(true);
  for (const host of hosts) {
    for (const answer of [host.ipv4, host.ipv6, ...host.tlsa.map((lookup) => lookup.answer)]) {
      if (answer.outcome === 'failed') expect(answer.cause).toBeDefined();
    }
    for (const { outcome, cause } of host.addresses) if (outcome === 'untested') expect(cause).toBeDefined();
  }
  if (mtaSts.state === 'untested') expect(mtaSts.cause).toBeDefined();
}

describe('cancelling', () => {
  // A busy machine may be late once.
  const busy = { retry: 2 };
  it.each([...slow, ...quick])(
    'at any moment ends the probe of %s at once and closes everything',
    busy,
    async (domain) => {
      const chance = createChance(domain.length);
      for (let round = 0; round < 8; round++) {
        const controller = new AbortController();
        const probing = probe(domain, options(), { signal: controller.signal });
        await pause(chance.below(120));
        const cancelled = performance.now();
        controller.abort();
        const evidence = await probing;
        expectWhole(evidence);
        if (slow.includes(domain)) expect(evidence.stopped?.id).toBe('cancelled');
        expect(performance.now() - cancelled).toBeLessThan(15_000);
        await idle(lab, 2_000);
      }
    },
  );

  it('before the beginning asks nobody', async () => {
    const steps: ProbeStep[] = [];
    const evidence = await probe('dane-ee.example', options(), {
      signal: AbortSignal.abort(),
      onStep: (step) => steps.push(step),
    });
    expect(evidence).toMatchObject({
      stopped: { id: 'cancelled' },
      mx: null,
      routing: 'unknown',
      hosts: [],
      mtaSts: { state: 'untested' },
    });
    expect(lab.questions()).toEqual([]);
    expect(steps).toEqual([]);
  });

  it('keeps what was seen before', async () => {
    const controller = new AbortController();
    const probing = probe('dead-first.example', options(), { signal: controller.signal });
    await vi.waitFor(
      () => expect(lab.connections().some(({ open, commands }) => !open && commands.includes('QUIT'))).toBe(true),
      5_000,
    );
    controller.abort();
    const [dead, second] = (await probing).hosts;
    expect(dead?.addresses).toMatchObject([{ outcome: 'untested', cause: { id: 'cancelled' } }]);
    expect(second?.addresses).toMatchObject([{ outcome: 'tls' }]);
  });

  it('one probe leaves the others alone', async () => {
    const prober = createProber(options());
    const controller = new AbortController();
    const first = prober.probe('secure-mx-name.example', { signal: controller.signal });
    const second = prober.probe('secure-mx-name.example', { signal: never });
    controller.abort();
    expect((await first).stopped?.id).toBe('cancelled');
    expect((await second).hosts[0]?.addresses[0]?.outcome).toBe('tls');
  });
});

/** Not a wait for something to be done, but the moment of an interference. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

describe('the deadline', () => {
  it.each(slow)('ends the probe of %s with what was seen', async (domain) => {
    const started = performance.now();
    const evidence = await probe(domain, options({ deadlines: { ...patientDeadlines, total: 400 } }), {
      signal: never,
    });
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(evidence.stopped).toEqual({ id: 'deadline', text: 'the deadline of 400 ms was over' });
    expectWhole(evidence);
    await idle(lab, 2_000);
  });
});

describe('the end of the world', () => {
  it.each([0, 30, 120, 400])('after %i ms leaves evidence, and nothing open', async (after) => {
    const other = await startLab({ scenarios: known, delayScale: 0.01 });
    const before = openBefore;
    openBefore = openSockets();
    try {
      const prober = createProber(internetOptions(other, { deadlines: { ...brisk, total: 3_000 } }));
      const domains = [...quick, ...slow];
      const probing = domains.map((domain) => prober.probe(domain, { signal: never }));
      await pause(after);
      await other.stop();
      for (const evidence of await Promise.all(probing)) expectWhole(evidence);
    } finally {
      openBefore = before;
    }
  });
});

describe('a prober', () => {
  it('tells its steps in the order of the work', async () => {
    const steps: ProbeStep[] = [];
    await probe('dane-ee.example', options(), { signal: never, onStep: (step) => steps.push(step) });
    const kinds = steps.map(({ kind }) => kind).filter((kind) => kind !== 'mta-sts');
    expect(kinds.slice(0, 5)).toEqual(['mx', 'host-address', 'tlsa', 'connect', 'greeting']);
    expect(steps[0]).toEqual({ kind: 'mx', subject: 'dane-ee.example' });
    expect(steps.map(({ kind }) => kind)).toContain('mta-sts');
  });

  it('connects to no address that is not public unless it is allowed', async () => {
    const evidence = await probe('sts-hosted.example', options({ allowAddresses: [] }), { signal: never });
    const causes = evidence.hosts.flatMap(({ addresses }) => addresses.map(({ cause }) => cause?.id));
    expect(causes).toEqual(['address-refused', 'address-refused']);
    expect(evidence.mtaSts).toMatchObject({ state: 'untested', cause: { id: 'address-refused' } });
    expect(lab.connections()).toEqual([]);
  });

  it('never has two connections to one address', async () => {
    let most = 0;
    const watch = setInterval(() => {
      const open = lab
        .connections()
        .filter((each) => each.open)
        .map(({ address }) => address);
      most = Math.max(most, ...open.map((address) => open.filter((other) => other === address).length));
    }, 1);
    const probers = [1, 2, 3].map(() => createProber(options()));
    await Promise.all(probers.map((prober) => prober.probe('hosted.example', { signal: never })));
    clearInterval(watch);
    expect(most).toBe(1);
  });

  it.each<[string, string, Partial<ProbeOptions>, new (...args: never) => Error]>([
    ['a next-hop that is none', '*.example', {}, NextHopError],
    ['trust anchors that are none', 'dane-ee.example', { trustAnchors: 'nonsense' }, TrustAnchorError],
    ['an allowed address that is none', 'dane-ee.example', { allowAddresses: ['nonsense'] }, AllowedAddressError],
    ['a CA file that is none', 'dane-ee.example', { caFile: { name: 'ca.pem', pem: '' } }, CaFileError],
  ])('refuses %s, and asks nobody', async (_what, domain, more, type) => {
    await expect(probe(domain, options(more), { signal: never })).rejects.toThrow(type);
    expect(lab.questions()).toEqual([]);
  });
});
