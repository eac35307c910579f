import type { Host, Scenario, Zone } from './scenario';
import { both, daneEe, goodHost, mailZone, none, publicCertificate, selfSigned, wrongDaneEe } from './scenarios/build';

/** A list of entries that all hold at first, and what became of the world later. */
export interface DriftList {
  /** One line for each entry. */
  readonly lines: readonly string[];
  readonly before: Scenario;
  readonly after: Scenario;
  /** How the entries drifted, by their keys; the others hold. */
  readonly drifted: ReadonlyMap<string, DriftKind>;
  /** Those that hold, at a host where every other look sees that they do not. */
  readonly flapping: ReadonlySet<string>;
  /** An entry that holds, too, and is not in the list; at a host of the list. */
  readonly late: string;
}

export const driftKinds = [
  'self-signed',
  'expired',
  'private-ca',
  'other-name',
  'no-starttls',
  'old-tls',
  'tlsa-mismatch',
  'tlsa-gone',
  'domain-gone',
  'moved',
] as const;
export type DriftKind = (typeof driftKinds)[number];

/** What smtp(8) does with mail for an entry that drifted, or what its protection comes to. */
export interface DriftTruth {
  readonly outcome: 'deferred' | 'bounced' | 'weaker';
  /** What has to be said of it: Postfix's own words where it has some. */
  readonly says: RegExp;
}

export const driftTruth: Readonly<Record<DriftKind, DriftTruth>> = {
  'self-signed': { outcome: 'deferred', says: /Server certificate not verified: the certificate is self-signed/ },
  expired: { outcome: 'deferred', says: /Server certificate not verified: a certificate has expired/ },
  'private-ca': { outcome: 'deferred', says: /Server certificate not verified: .* not in the trust store/ },
  'other-name': { outcome: 'deferred', says: /it names elsewhere\.example, and not mx\.other-name\.example/ },
  'no-starttls': { outcome: 'deferred', says: /TLS is required, but was not offered/ },
  'old-tls': { outcome: 'deferred', says: /Cannot start TLS/ },
  'tlsa-mismatch': { outcome: 'deferred', says: /Server certificate not verified: no TLSA record matches/ },
  'tlsa-gone': { outcome: 'weaker', says: /"dane" acts as "may"/ },
  'domain-gone': { outcome: 'bounced', says: /Host or domain name not found/ },
  moved: { outcome: 'deferred', says: /it names h9\.steady\.example, and not mx\.moved\.example/ },
};

/** Entries at each host that drifts. */
const entriesEach = 4;
/** Hosts that never drift, and try the patience of whoever asks. */
const trying: readonly (Partial<Host> | undefined)[] = [
  { behaviour: { busyFor: 1 } },
  { behaviour: { perMinute: 2 } },
  { behaviour: { greeting: 'two-step' } },
  { behaviour: { busyFor: 1, perMinute: 2 } },
  { behaviour: { steadiness: 'flaps' } },
];
/** Which of them is good and bad by turns. */
const flapping = trying.length - 1;

/** @param entries at least `hosts`, and more hosts than kinds of drift. */
export function driftList(entries: number, hosts: number): DriftList {
  const steady = Array.from({ length: hosts - driftKinds.length }, (_, index) =>
    goodHost(`h${index}.steady.example`, trying[index] ?? {}),
  );
  const owners = driftKinds.map((kind) =>
    Array.from({ length: entriesEach }, (_, index) => `e${index}.${kind}.example`),
  );
  const others = Array.from({ length: entries - owners.flat().length }, (_, index) => `e${index}.steady.example`);
  const lines = [
    ...driftKinds.flatMap((kind, index) => (owners[index] ?? []).map((owner) => `${owner} ${valueOf(kind)}`)),
    ...others.map((owner, index) => `${owner} secure match=h${index % steady.length}.steady.example`),
  ];
  const late = `late.steady.example secure match=h${steady.length - 1}.steady.example`;
  const steadyZone = zoneOf('steady.example', 'unsigned', [...others, 'late.steady.example'], (index) =>
    index === others.length ? `h${steady.length - 1}.steady.example` : `h${index % steady.length}.steady.example`,
  );
  const world = (isAfter: boolean): Scenario => ({
    id: 'drift',
    title: 'A list of which some entries drift',
    domain: 'e0.steady.example',
    zones: [steadyZone, ...driftKinds.map((kind, index) => zoneFor(kind, owners[index] ?? [], isAfter))],
    hosts: [...steady, ...driftKinds.map((kind) => hostFor(kind, isAfter))],
    truth: both(none('no such domain', 'The list has its own truth.')),
  });
  const drifted = new Map(driftKinds.flatMap((kind, index) => (owners[index] ?? []).map((owner) => [owner, kind])));
  const unsteady = new Set(others.filter((_owner, index) => index % steady.length === flapping));
  return { lines, before: world(false), after: world(true), drifted, flapping: unsteady, late };
}

function valueOf(kind: DriftKind): string {
  return kind.startsWith('tlsa-') ? 'dane' : `secure match=mx.${kind}.example`;
}

function zoneFor(kind: DriftKind, owners: readonly string[], isAfter: boolean): Zone {
  const name = `${kind}.example`;
  if (kind === 'domain-gone' && isAfter) return { name, security: 'unsigned', records: [] };
  const exchange = kind === 'moved' && isAfter ? 'h9.steady.example' : `mx.${name}`;
  return zoneOf(name, kind.startsWith('tlsa-') ? 'signed' : 'unsigned', owners, () => exchange);
}

function zoneOf(
  name: string,
  security: Zone['security'],
  owners: readonly string[],
  exchangeOf: (index: number) => string,
): Zone {
  const records = owners.flatMap((owner, index) => mailZone(owner, security, [exchangeOf(index)]).records);
  return { name, security, records };
}

function hostFor(kind: DriftKind, isAfter: boolean): Host {
  const name = `mx.${kind}.example`;
  const signed: Partial<Host> = kind.startsWith('tlsa-') ? { tlsa: daneEe } : {};
  return goodHost(name, isAfter ? changeOf(kind, name) : signed);
}

function changeOf(kind: DriftKind, name: string): Partial<Host> {
  switch (kind) {
    case 'self-signed':
      return { certificate: selfSigned(name) };
    case 'expired':
      return { certificate: { ...publicCertificate(name), expired: true } };
    case 'private-ca':
      return { certificate: { issuer: 'private', names: [name] } };
    case 'other-name':
      return { certificate: publicCertificate('elsewhere.example') };
    case 'no-starttls':
      return { behaviour: { startTls: 'absent' } };
    case 'old-tls':
      return { behaviour: { tls: 'tls10' } };
    case 'tlsa-mismatch':
      return { tlsa: wrongDaneEe };
    case 'tlsa-gone':
    case 'domain-gone':
    case 'moved':
      return {};
  }
}
