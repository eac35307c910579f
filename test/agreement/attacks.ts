import type { HostChange } from '../../lab/lab';
import type { DnsFault } from '../../lab/scenario';
import { attackerDomain, attackerHost, neighbourOf } from './attackers';

/** Whom a man in the middle stands before. */
export interface Victim {
  /** Without brackets and port. */
  readonly domain: string;
  /** Whether its hosts are found by MX records. */
  readonly hasMx: boolean;
  readonly port: number;
  /** The MX hosts, and the names that they are aliases of. */
  readonly hosts: readonly string[];
}

/** What is done to one domain. */
export interface Interference {
  readonly faults: readonly DnsFault[];
  /** What becomes of the servers of the domain; null where they stay what they are. */
  readonly change: ((host: string) => HostChange) | null;
}

export interface Attack {
  /** Letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  /** Whether whoever is delivered to at the domain's own addresses is the attacker. */
  readonly takesOver: boolean;
  /** Null where there is nothing to attack. */
  readonly against: (victim: Victim) => Interference | null;
}

const addressTypes = ['A', 'AAAA'] as const;

const onPath = (change: (host: string, victim: Victim) => HostChange) => ({
  takesOver: true,
  against: (victim: Victim): Interference => ({ faults: [], change: (host) => change(host, victim) }),
});

/** Another CA's certificate for all the right names. */
const foreignCa = (host: string, { domain }: Victim): HostChange => ({
  certificate: { issuer: 'rogue', names: [host, domain] },
});

const tlsaNames = ({ hosts, port }: Victim): readonly string[] => hosts.map((host) => `_${port}._tcp.${host}`);

const withForeignCa = (faults: (victim: Victim) => readonly DnsFault[]) => ({
  takesOver: true,
  against: (victim: Victim): Interference => ({
    faults: faults(victim),
    change: (host) => foreignCa(host, victim),
  }),
});

/** The addresses of another host in place of those of the domain's. */
const movedTo = (host: string, { hosts }: Victim): readonly DnsFault[] =>
  hosts.flatMap((name) => addressTypes.map((type): DnsFault => ({ name, type, kind: 'swap', with: host })));

/** What somebody on the path to the resolver or to the servers can do. */
export const attacks: readonly Attack[] = [
  { id: 'strip', title: 'STARTTLS stripped', ...onPath(() => ({ startTls: 'absent' })) },
  { id: 'refuse', title: 'STARTTLS answered with 454', ...onPath(() => ({ startTls: 'temporary' })) },
  { id: 'other-ca', title: 'Certificate of another CA, for the right names', ...onPath(foreignCa) },
  {
    id: 'other-name',
    title: 'Certificate of a trusted CA, for the attacker’s name',
    ...onPath(() => ({ certificate: { issuer: 'public', names: [attackerHost] } })),
  },
  {
    id: 'forged-mx',
    title: 'MX records forged: the attacker’s host',
    takesOver: false,
    against: ({ domain, hasMx }) =>
      hasMx ? { faults: [{ name: domain, type: 'MX', kind: 'swap', with: attackerDomain }], change: null } : null,
  },
  {
    id: 'forged-address',
    title: 'Addresses forged: those of the attacker’s host',
    takesOver: false,
    against: (victim) => ({ faults: movedTo(attackerHost, victim), change: null }),
  },
  {
    id: 'neighbour-mx',
    title: 'MX records forged: another customer’s host at the same provider',
    takesOver: false,
    against: ({ domain, hasMx, hosts }) => {
      const neighbour = hasMx ? neighbourOf(hosts) : null;
      return (
        neighbour && { faults: [{ name: domain, type: 'MX', kind: 'swap', with: neighbour.domain }], change: null }
      );
    },
  },
  {
    id: 'neighbour-address',
    title: 'Addresses forged: another customer’s host at the same provider',
    takesOver: false,
    against: (victim) => {
      const neighbour = neighbourOf(victim.hosts);
      return neighbour && { faults: movedTo(neighbour.host, victim), change: null };
    },
  },
  {
    id: 'stripped-signatures',
    title: 'DNSSEC signatures stripped, and the certificate of another CA',
    ...withForeignCa((victim) =>
      [
        { name: victim.domain, types: ['MX'] },
        ...victim.hosts.map((name) => ({ name, types: addressTypes })),
        ...tlsaNames(victim).map((name) => ({ name, types: ['TLSA'] })),
      ].flatMap(({ name, types }) => types.map((type): DnsFault => ({ name, type, kind: 'strip-rrsig' }))),
    ),
  },
  {
    id: 'tlsa-denied',
    title: 'TLSA records denied without proof, and the certificate of another CA',
    ...withForeignCa((victim) => tlsaNames(victim).map((name) => ({ name, type: 'TLSA', kind: 'forge-empty' }))),
  },
  {
    id: 'tlsa-servfail',
    title: 'TLSA lookups made to fail, and the certificate of another CA',
    ...withForeignCa((victim) => tlsaNames(victim).map((name) => ({ name, type: 'TLSA', kind: 'servfail' }))),
  },
  {
    id: 'downgrade',
    title: 'Downgraded to TLS 1.0, at the right host',
    takesOver: false,
    against: () => ({ faults: [], change: () => ({ tls: 'tls10' }) }),
  },
];
