import type { Host, Scenario, Zone } from '../../lab/scenario';
import { both, daneEe, goodHost, mailZone, untested, zone } from '../../lab/scenarios/build';

/** The domains that are probed; nothing is stated of their entries. */

const truth = both(untested('no MX host could be reached', 'Not stated: only the time is measured.'));

function domain(name: string, zones: readonly Zone[], hosts: readonly Host[] = []): Scenario {
  return { id: name, title: name, domain: name, zones, hosts, truth };
}

/** Domains with two MX hosts of their own, probed one at a time. */
export const single = { dane: 'two-hosts-dane.example', pkix: 'two-hosts-pkix.example' } as const;

function twoHosts(name: string, security: Zone['security']): Scenario {
  const hosts = [`mx1.${name}`, `mx2.${name}`];
  const tlsa = security === 'signed' ? { tlsa: daneEe } : {};
  return domain(
    name,
    [mailZone(name, security, hosts)],
    hosts.map((host) => goodHost(host, tlsa)),
  );
}

const providers = 20;
const sharedDomains = 200;
const manyDomains = 10_000;

/** Two hosts each; every other provider is signed and has TLSA records. */
const providerNames = Array.from({ length: providers }, (_, index) => `provider-${index}.example`);
const hostsOf = (provider: string): readonly string[] => [`mx1.${provider}`, `mx2.${provider}`];

/** 200 domains on 40 shared hosts; half of them signed. */
export const shared: readonly string[] = Array.from({ length: sharedDomains }, (_, index) => `shared-${index}.example`);

/** Names in one zone, on the same hosts. */
export const many: readonly string[] = Array.from({ length: manyDomains }, (_, index) => `d${index}.many.example`);

export const scenarios: readonly Scenario[] = [
  twoHosts(single.dane, 'signed'),
  twoHosts(single.pkix, 'unsigned'),
  ...providerNames.map((name, index) => {
    const isSigned = index % 2 === 0;
    const tlsa = isSigned ? { tlsa: daneEe } : {};
    const hosts = hostsOf(name).map((host) => goodHost(host, tlsa));
    return domain(name, [zone(name, isSigned ? 'signed' : 'unsigned')], hosts);
  }),
  ...shared.map((name, index) =>
    domain(name, [mailZone(name, index % 2 === 0 ? 'signed' : 'unsigned', hostsOf(providerOf(index)))]),
  ),
  domain('many.example', [
    zone('many.example', 'unsigned', {
      records: many.flatMap((owner, index) =>
        hostsOf(providerOf(index)).map((exchange, at) => ({
          owner,
          type: 'MX' as const,
          preference: 10 + at,
          exchange,
        })),
      ),
    }),
  ]),
];

function providerOf(index: number): string {
  return providerNames[index % providers] ?? '';
}
