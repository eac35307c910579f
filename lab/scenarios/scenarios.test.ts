import { describe, expect, it } from 'vitest';
import type { Infrastructure, Scenario, Truth } from '../scenario';
import { providers, scenarios } from './index';

const infrastructure: readonly Infrastructure[] = [providers, ...scenarios];
const truths = (scenario: Scenario): readonly Truth[] => [scenario.truth.dnssec, scenario.truth.any];

/** The exchanges of the scenario's MX records, or the domain itself. */
function exchanges({ domain, zones }: Scenario): readonly string[] {
  const names = zones.flatMap(({ records }) =>
    records.flatMap((record) => (record.type === 'MX' && record.owner === domain ? [record.exchange] : [])),
  );
  return names.length > 0 ? names : [domain];
}

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe('the scenario list', () => {
  it('names each scenario, domain and zone once', () => {
    expect(repeated(scenarios.map(({ id }) => id))).toEqual([]);
    expect(repeated(scenarios.map(({ domain }) => domain))).toEqual([]);
    expect(repeated(infrastructure.flatMap(({ zones }) => zones.map(({ name }) => name)))).toEqual([]);
  });

  it('repeats a host name only for another address family', () => {
    const keys = infrastructure.flatMap(({ hosts }) =>
      hosts.flatMap(({ name, families = [4] }) => families.map((family) => `${name}/${family}`)),
    );
    expect(repeated(keys)).toEqual([]);
  });

  it('keeps to example. but for mpg.de and the name outside the lab', () => {
    const others = scenarios.map(({ domain }) => domain).filter((domain) => !/\.example(\]|\]:\d+)?$/.test(domain));
    expect(others).toEqual(['mpg.de', 'outside-the-lab.org']);
  });
});

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('the truth of %s', (_id, scenario) => {
  it('has an entry exactly when found, for its own domain, at an authenticating level', () => {
    for (const { status, entry } of truths(scenario)) {
      expect(entry === null).toBe(status !== 'found');
      if (entry === null) continue;
      expect(entry).toMatch(/^\S+ (dane|secure( match=\S+)?( servername=hostname)?)$/);
      expect(entry.split(' ')[0]).toBe(scenario.domain);
    }
  });

  it('matches only names of MX hosts or their suffixes, and confirms only names that it matches', () => {
    for (const { entry, confirm } of truths(scenario)) {
      const names = /match=(\S+)/.exec(entry ?? '')?.[1]?.split(':') ?? [];
      for (const name of names) {
        const covered = exchanges(scenario).some((host) =>
          name.startsWith('.') ? host.endsWith(name) : host === name,
        );
        expect(covered, name).toBe(true);
      }
      expect(names).toEqual(expect.arrayContaining([...confirm]));
    }
  });

  it('says why', () => {
    for (const { why } of truths(scenario)) expect(why.length).toBeGreaterThan(30);
  });
});
