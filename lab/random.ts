import { randomBytes } from 'node:crypto';
import type { Scenario } from './scenario';

/**
 * The scenarios again under names nobody has seen before, so that no program can know the answers by name. Only those
 * whose zones and hosts are all their own can move; the others keep their names.
 *
 * @param seed the same seed gives the same names.
 */
export function renamedScenarios(scenarios: readonly Scenario[], seed: string, count: number): readonly Scenario[] {
  const next = generator(seed);
  return shuffled(scenarios.filter(isSelfContained), next)
    .slice(0, count)
    .map((scenario) => rename(scenario, `${word(next)}.example`));
}

export function freshSeed(): string {
  return randomBytes(6).toString('hex');
}

function isSelfContained({ domain, zones, hosts }: Scenario): boolean {
  const own = (name: string): boolean => name === domain || name.endsWith(`.${domain}`);
  return zones.length > 0 && zones.every(({ name }) => own(name)) && hosts.every(({ name }) => own(name));
}

/** A scenario is plain data, so that the domain can be exchanged wherever it stands. */
function rename(scenario: Scenario, domain: string): Scenario {
  const text = JSON.stringify(scenario)
    .replaceAll(scenario.domain, domain)
    .replaceAll(scenario.domain.toUpperCase(), domain.toUpperCase());
  const renamed = JSON.parse(text) as Scenario;
  return { ...renamed, id: `${scenario.id}@${domain}` };
}

/** mulberry32 over a hash of the seed: good enough for names. */
function generator(seed: string): () => number {
  let state = Buffer.from(seed).reduce((sum, byte) => Math.imul(sum ^ byte, 16_777_619), 2_166_136_261);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(values: readonly T[], next: () => number): readonly T[] {
  return values
    .map((value) => ({ value, at: next() }))
    .sort((left, right) => left.at - right.at)
    .map(({ value }) => value);
}

function word(next: () => number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  return Array.from({ length: 12 }, () => letters.charAt(Math.floor(next() * letters.length))).join('');
}
