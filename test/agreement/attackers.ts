import type { Scenario } from '../../lab/scenario';
import { both, found, goodHost, mailZone, publicCertificate } from '../../lab/scenarios/build';

export const attackerDomain = 'attacker.example';
export const attackerHost = 'mx.attacker.example';

/** The domains below which providers name the hosts of all their customers, and what their certificates are for. */
const providers: readonly { readonly at: string; readonly certificate: 'own name' | 'wildcard' }[] = [
  { at: 'provider.example', certificate: 'own name' },
  { at: 'in.big-provider.example', certificate: 'own name' },
  { at: 'wild-provider.example', certificate: 'wildcard' },
  { at: 'mixed-dane-provider.example', certificate: 'own name' },
];

const neighbours = providers.map(({ at, certificate }) => ({
  at,
  domain: `at-${at}`,
  host: `neighbour.${at}`,
  certificate: publicCertificate(certificate === 'wildcard' ? `*.${at}` : `neighbour.${at}`),
}));

/** Another customer of the provider of these hosts; null where they are nobody's customers. */
export function neighbourOf(hosts: readonly string[]): { readonly domain: string; readonly host: string } | null {
  return neighbours.find(({ at }) => hosts.some((host) => host.endsWith(`.${at}`))) ?? null;
}

/** The attacker's own domain, which is in good order, and those of the neighbours. */
export const attackers: readonly Scenario[] = [
  {
    id: 'attacker',
    title: 'The attacker’s own domain',
    domain: attackerDomain,
    zones: [mailZone(attackerDomain, 'unsigned', [attackerHost])],
    hosts: [goodHost(attackerHost, { families: [4, 6] })],
    truth: both(
      found(
        `${attackerDomain} secure`,
        'certificates verify for the next-hop',
        'CAs give attackers certificates for their own names.',
      ),
    ),
  },
  ...neighbours.map(
    ({ at, domain, host, certificate }): Scenario => ({
      id: domain,
      title: `Another customer of ${at}`,
      domain,
      zones: [mailZone(domain, 'unsigned', [host])],
      hosts: [{ name: host, certificate }],
      truth: both(
        found(
          `${domain} secure match=${host}`,
          'certificates verify for the MX host names',
          'Row 5, as with every hosted domain.',
          [host],
        ),
      ),
    }),
  ),
];

/** Who gets mail that does not reach its own domain. */
export const attackerHosts: readonly string[] = attackers.flatMap(({ hosts }) => hosts.map(({ name }) => name));
