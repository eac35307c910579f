import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab';
import { scenarios } from '../../../lab/scenarios';
import { probeAddress } from './address';
import { defaultProbeOptions } from './options';
import type { Pace } from './pace';
import { networkMeans } from './testing/network-means';

/** Which servers are left alone for a while, and that no connection begins without asking. */

const domains = [
  'greeting-421.example',
  'greeting-554.example',
  'no-starttls.example',
  'starttls-454.example',
  'tls10-only.example',
];
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ scenarios: scenarios.filter(({ domain }) => domains.includes(domain)), delayScale: 0.1 });
});
afterAll(() => lab.stop());

it.each<[string, boolean, number]>([
  ['greeting-421.example', true, 1],
  ['greeting-554.example', false, 1],
  ['no-starttls.example', false, 1],
  // It talks, and has no TLS today.
  ['starttls-454.example', false, 1],
  // Two offers, two connections.
  ['tls10-only.example', false, 2],
])('%s makes its provider wait: %s, after %i connections', async (domain, isSlowed, connections) => {
  const told: string[] = [];
  const pace: Pace = {
    enter: (host) => {
      told.push(`enter ${host}`);
      return Promise.resolve();
    },
    slowDown: (host) => void told.push(`slow down ${host}`),
  };
  const [host] = lab.world.hosts.filter(({ name }) => name.endsWith(`.${domain}`));
  const means = { ...networkMeans(lab), pace };
  const { pacing } = defaultProbeOptions;
  await probeAddress(
    { host: host!.name, address: host!.addresses[0]!, port: 25, tlsa: null },
    { ...means, options: { ...means.options, pacing } },
  );
  const entries = Array<string>(connections).fill(`enter ${host!.name}`);
  expect(told).toEqual([...entries, ...(isSlowed ? [`slow down ${host!.name}`] : [])]);
});
