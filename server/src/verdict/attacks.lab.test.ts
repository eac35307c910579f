import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HostChange, type Lab, startLab } from '../../../lab/lab';
import type { CertificateSpec, DnsFault, Scenario } from '../../../lab/scenario';
import { scenarios } from '../../../lab/scenarios';
import type { DnsAnswer } from '../probe/dns/answer';
import type { Evidence } from '../probe/evidence';
import { mapParallel } from '../probe/map-parallel';
import { defaultProbeOptions } from '../probe/options';
import { createProber } from '../probe/probe';
import { internetOptions } from '../probe/testing/lab-options';
import { never } from '../probe/testing/network-means';
import { advise } from './advise';
import { anySender, dnssecSender } from './sender';

/** Somebody sits between the prober and the resolver, or between it and a mail server. */

let lab: Lab;
const profiles = [dnssecSender, anySender];

beforeAll(async () => {
  lab = await startLab({ delayScale: 0.01 });
}, 60_000);
afterAll(async () => lab.stop());

/** A probe that remembers nothing of the ones before. */
function probe(nextHop: string, options = internetOptions(lab)): Promise<Evidence> {
  return createProber(options).probe(nextHop, { signal: never });
}

const reachedBy = ({ hosts }: Pick<Evidence, 'hosts'>) =>
  hosts.flatMap(({ addresses }) => addresses.filter(({ outcome }) => outcome === 'tls'));

/** Where a busy machine had no time for what answers, it is asked once more, with patience. */
async function probeHonest(nextHop: string): Promise<Evidence> {
  const evidence = await probe(nextHop);
  if (reachedBy(evidence).length > 0) return evidence;
  return probe(nextHop, internetOptions(lab, { deadlines: defaultProbeOptions.deadlines }));
}

function entries(evidence: Evidence): readonly (string | null)[] {
  return profiles.map((sender) => advise(evidence, sender).entry);
}

/** Most of a probe is waiting. */
const atOnce = 8;

const turn = Math.floor(Math.random() * 100);

/** Some of the items, others for the next number, and others in the next run. */
function pick<T>(items: readonly T[], count: number, number: number): readonly T[] {
  return items.filter((_, index) => (index + turn + number) % items.length < count);
}

const isTrue = ({ truth }: Scenario, entry: RegExp): boolean =>
  [truth.dnssec, truth.any].some((each) => entry.test(each.entry ?? ''));

describe('DANE under attack by way of DNS', () => {
  const withDane = scenarios.filter((scenario) => isTrue(scenario, / dane$/));

  /** Every question that the advice rests on, with those that lead there. */
  function questionsOf({ mx, hosts }: Evidence, { zones }: Scenario): readonly { name: string; type: string }[] {
    const ofHosts = hosts.flatMap(({ ipv4, ipv6, tlsa }) => [ipv4, ipv6, ...tlsa.map(({ answer }) => answer)]);
    const answers: readonly DnsAnswer[] = [...(mx === null ? [] : [mx]), ...ofHosts];
    const asked = answers.flatMap(({ name, type, aliases }) =>
      [name, ...aliases.map(({ to }) => to)].map((owner) => ({ name: owner, type: type })),
    );
    const keys = zones
      .filter(({ security }) => security === 'signed')
      .flatMap(({ name }) => [
        { name, type: 'DS' },
        { name, type: 'DNSKEY' },
      ]);
    // Nobody vouches for what an unsigned zone says, and nothing of DANE rests on it.
    const isSigned = ({ name }: { name: string }): boolean =>
      zones
        .filter((zone) => name === zone.name || name.endsWith(`.${zone.name}`))
        .sort((first, second) => second.name.length - first.name.length)[0]?.security === 'signed';
    return [...asked.filter(isSigned), ...keys];
  }

  /** A name elsewhere whose records of this type are well signed. */
  const donors: Readonly<Record<string, string>> = {
    MX: 'dane-nsec3.example',
    A: 'mx.dane-nsec3.example',
    AAAA: 'mx.dane-nsec3.example',
    TLSA: '_25._tcp.mx.dane-nsec3.example',
    DS: 'dane-nsec3.example',
    DNSKEY: 'dane-nsec3.example',
  };

  function faultsFor({ name, type }: { name: string; type: string }): readonly DnsFault[] {
    const kinds = ['strip-rrsig', 'servfail', 'forge-empty', 'forge-no-name', 'refused'] as const;
    const donor = donors[type] ?? '';
    return [
      ...kinds.map((kind) => ({ name, type, kind })),
      ...(donor === name ? [] : [{ name, type, kind: 'swap', with: donor } as const]),
    ];
  }

  it('never becomes an entry, and nothing else does', async () => {
    expect(withDane.length).toBeGreaterThan(20);
    let attacks = 0;
    const outcomes = await mapParallel([...withDane.entries()], atOnce, async ([index, scenario]) => {
      const honest = await probe(scenario.domain);
      const told: string[] = [];
      for (const [at, question] of questionsOf(honest, scenario).entries()) {
        const faults = faultsFor(question);
        // All kinds for the first scenario; for the others one for each question, another one in every run.
        for (const fault of index === 0 ? faults : pick(faults, 1, index + at)) {
          const repair = lab.dnsFault(fault);
          attacks++;
          try {
            const found = entries(await probe(scenario.domain)).filter((entry) => entry !== null);
            told.push(...found.map((entry) => `${fault.kind} ${fault.name} ${fault.type ?? ''}: ${entry}`));
          } finally {
            repair();
          }
        }
      }
      return told;
    });
    expect(outcomes.flat()).toEqual([]);
    expect(attacks).toBeGreaterThan(5 * withDane.length);
  }, 300_000);
});

describe('secure under attack at a mail server', () => {
  const certificate = (spec: CertificateSpec): HostChange => ({ certificate: spec });
  const attacks: Readonly<Record<string, (host: string) => HostChange>> = {
    'another CA': (host) => certificate({ issuer: 'private', names: [host] }),
    'a certificate of its own': (host) => certificate({ issuer: 'self', names: [host] }),
    'a good certificate for another name': () => certificate({ issuer: 'public', names: ['mx.attacker.invalid'] }),
    'an expired certificate': (host) => certificate({ issuer: 'public', names: [host], expired: true }),
    'STARTTLS taken away': () => ({ startTls: 'absent' }),
    'STARTTLS refused': () => ({ startTls: 'temporary' }),
    'TLS 1.0': () => ({ tls: 'tls10' }),
  };
  const withSecure = scenarios.filter((scenario) => isTrue(scenario, / secure/));

  /** In groups that have no server in common: what is done to a server must show in the scenario that it is done for alone. */
  function apart<T extends Pick<Evidence, 'hosts'>>(all: readonly T[]): readonly (readonly T[])[] {
    const addressesOf = ({ hosts }: T) => hosts.flatMap(({ addresses }) => addresses.map(({ address }) => address));
    let groups: readonly { readonly members: readonly T[]; readonly addresses: readonly string[] }[] = [];
    for (const one of all) {
      const own = addressesOf(one);
      const isNear = ({ addresses }: (typeof groups)[number]) => addresses.some((address) => own.includes(address));
      const near = groups.filter(isNear);
      const members = [...near.flatMap((group) => group.members), one];
      const addresses = [...near.flatMap((group) => group.addresses), ...own];
      groups = [...groups.filter((group) => !isNear(group)), { members, addresses }];
    }
    return groups.map(({ members }) => members);
  }

  it('is never advised while a chain or a name fails at a host', async () => {
    expect(withSecure.length).toBeGreaterThan(30);
    const honest = await mapParallel([...withSecure.entries()], atOnce, async ([index, { domain }]) => ({
      index,
      domain,
      hosts: (await probeHonest(domain)).hosts,
    }));
    const told = await mapParallel(apart(honest), atOnce, async (group) => {
      const found: string[] = [];
      for (const { index, domain, hosts } of group) {
        const reached = reachedBy({ hosts });
        expect(reached.length, domain).toBeGreaterThan(0);
        // The last one is what a hasty look would miss.
        const address = reached.at(-1)?.address ?? '';
        const server = lab.world.hosts.find(({ addresses }) => addresses.includes(address));
        const name = server?.name ?? '';
        for (const [attack, change] of pick(Object.entries(attacks), 3, index)) {
          await lab.set(name, change(name), address);
          const advised = entries(await probe(domain)).filter((entry) => entry?.includes(' secure'));
          found.push(...advised.map((entry) => `${attack} at ${address}: ${entry ?? ''}`));
          await lab.set(name, server?.behaviour ?? {}, address);
        }
      }
      return found;
    });
    expect(told.flat()).toEqual([]);
  }, 300_000);

  it('names the hosts of a forged MX record as what they are: names from plain DNS, to be confirmed', async () => {
    const repair = lab.dnsFault({ name: 'hosted.example', type: 'MX', kind: 'swap', with: 'secure-mx-name.example' });
    const evidence = await probe('hosted.example');
    repair();
    for (const sender of profiles) {
      const { entry, confirm, comment } = advise(evidence, sender);
      expect(entry).toBe('hosted.example secure match=mx.secure-mx-name.example');
      expect(confirm).toEqual(['mx.secure-mx-name.example']);
      expect(comment).toContain('names from plain DNS: mx.secure-mx-name.example');
    }
  });

  it('does not take a forged MX record where MTA-STS is in force', async () => {
    const repair = lab.dnsFault({
      name: 'sts-hosted.example',
      type: 'MX',
      kind: 'swap',
      with: 'secure-mx-name.example',
    });
    const evidence = await probe('sts-hosted.example');
    repair();
    for (const sender of profiles) {
      const { entry, reasons } = advise(evidence, sender);
      expect([entry, reasons[0]?.id]).toEqual([null, 'mta-sts-forbids']);
    }
  });
});
