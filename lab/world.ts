import type { MxData, TlsaData } from 'dns-packet';
import { selfAndAncestors } from './dns/names';
import { keyOf, type LabType, type RecordSet } from './dns/record-set';
import { defaultTtl, nameServer, type ZoneSource } from './dns/tree';
import type { Pki, ServerCertificate } from './pki';
import type { DnsFault, Host, Infrastructure, MtaSts, TlsaSpec, Zone, ZoneRecord } from './scenario';

/** A host with what the list leaves open: its addresses and its certificates. */
export interface WorldHost extends Host {
  readonly addresses: readonly string[];
  readonly own: ServerCertificate;
  readonly forSni: ServerCertificate | null;
}

/** All infrastructure at once, addresses assigned, ready to be served. */
export interface World {
  readonly zones: readonly ZoneSource[];
  readonly hosts: readonly WorldHost[];
  readonly policies: readonly MtaSts[];
  readonly dnsFaults: readonly DnsFault[];
}

/** Where the MTA-STS policies are served, and where nobody listens. */
export const policyAddress = '192.0.2.8';
export const refusingAddress = '192.0.2.9';
/** Where a host listens that says nothing else. */
export const smtpPort = 25;
const nameServerAddress = '192.0.2.1';
const firstHostNumber = 10;
const lastHostNumber = 250;

/** The zones above the scenarios' own. `de` and the root refuse other names: the lab is not the whole internet. */
const upperZones: readonly (Zone & { readonly closed?: true })[] = [
  { name: '', security: 'signed', records: [], closed: true },
  { name: 'de', security: 'signed', records: [], closed: true },
  { name: 'example', security: 'signed', records: [{ owner: nameServer, type: 'A', address: nameServerAddress }] },
];

/** Puts the parts together; the addresses follow the order of the list and so stay the same from run to run. */
export async function buildWorld(parts: readonly Infrastructure[], pki: Pki): Promise<World> {
  const hosts = await Promise.all(numberHosts(parts.flatMap((part) => part.hosts)).map((host) => equip(host, pki)));
  const policies = parts.flatMap((part) => part.mtaSts ?? []);
  const zones: readonly (Zone & { readonly closed?: true })[] = [...upperZones, ...parts.flatMap((part) => part.zones)];
  const records = [
    ...zones.flatMap((zone) => zone.records),
    ...hosts.flatMap(hostRecords),
    ...policies.flatMap(policyRecords),
  ];
  const recordsOf = groupByZone(records, zones);
  const tlsaOf = tlsaComputer(hosts, pki);
  return {
    zones: zones.map((zone) => ({
      name: zone.name,
      security: zone.security,
      algorithm: zone.algorithm ?? 13,
      denial: zone.denial ?? 'nsec',
      closed: zone.closed === true,
      sets: toSets(recordsOf.get(zone.name) ?? [], tlsaOf),
      tampered: new Set((zone.tampered ?? []).map(({ owner, type }) => keyOf(owner, type))),
    })),
    hosts,
    policies,
    dnsFaults: parts.flatMap((part) => part.dnsFaults ?? []),
  };
}

function numberHosts(hosts: readonly Host[]): readonly (Host & { readonly addresses: readonly string[] })[] {
  if (hosts.length > lastHostNumber - firstHostNumber) throw new Error('more hosts than 192.0.2.0/24 has addresses');
  return hosts.map((host, index) => {
    const number = firstHostNumber + index;
    const address = { 4: `192.0.2.${number}`, 6: `2001:db8::${number}` };
    return { ...host, addresses: (host.families ?? [4]).map((family) => address[family]) };
  });
}

async function equip(host: Host & { readonly addresses: readonly string[] }, pki: Pki): Promise<WorldHost> {
  return {
    ...host,
    own: await pki.certificate(host.certificate),
    forSni: host.sniCertificate === undefined ? null : await pki.certificate(host.sniCertificate),
  };
}

/** The records by the name of the deepest zone that holds their owner. */
function groupByZone(
  records: readonly ZoneRecord[],
  zones: readonly Zone[],
): ReadonlyMap<string, readonly ZoneRecord[]> {
  const names = new Set(zones.map(({ name }) => name));
  const groups = new Map<string, ZoneRecord[]>();
  for (const record of records) {
    const zone = selfAndAncestors(record.owner).find((name) => names.has(name)) ?? '';
    const group = groups.get(zone) ?? [];
    group.push(record);
    groups.set(zone, group);
  }
  return groups;
}

function hostRecords({ name, addresses, port = smtpPort, tlsa = [], tlsaOwner }: WorldHost): readonly ZoneRecord[] {
  const owner = tlsaOwner ?? `_${port}._tcp.${name}`;
  return [
    ...addresses.map((address): ZoneRecord => ({ owner: name, type: address.includes(':') ? 'AAAA' : 'A', address })),
    ...tlsa.map((spec): ZoneRecord => ({ owner, type: 'TLSA', host: name, ...spec })),
  ];
}

function policyRecords({ domain, serves }: MtaSts): readonly ZoneRecord[] {
  return [
    { owner: `_mta-sts.${domain}`, type: 'TXT', text: 'v=STSv1; id=20260101T000000;' },
    { owner: `mta-sts.${domain}`, type: 'A', address: serves === 'refused' ? refusingAddress : policyAddress },
  ];
}

/** With SNI a host may show another certificate than without; its TLSA records name the former, as DANE clients send SNI. */
function tlsaComputer(hosts: readonly WorldHost[], pki: Pki): (host: string, spec: TlsaSpec) => TlsaData {
  return (name, { usage, selector, matchingType, ...rest }) => {
    const host = hosts.find((each) => each.name === name && each.tlsa !== undefined);
    if (host === undefined) throw new Error(`no host ${name} for a TLSA record`);
    const certificate = pki.tlsaData({ usage, selector, matchingType, ...rest }, host.forSni ?? host.own);
    return { usage, selector, matchingType, certificate };
  };
}

function toSets(
  records: readonly ZoneRecord[],
  tlsaOf: (host: string, spec: TlsaSpec) => TlsaData,
): readonly RecordSet[] {
  const sets = new Map<string, { owner: string; type: LabType; ttl: number; data: unknown[] }>();
  for (const record of records) {
    const key = keyOf(record.owner, record.type);
    const set = sets.get(key) ?? { owner: record.owner, type: record.type, ttl: defaultTtl, data: [] };
    set.data.push(toData(record, tlsaOf));
    sets.set(key, set);
  }
  return [...sets.values()];
}

function toData(record: ZoneRecord, tlsaOf: (host: string, spec: TlsaSpec) => TlsaData): unknown {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address;
    case 'CNAME':
      return record.target;
    case 'MX':
      return { preference: record.preference, exchange: record.exchange } satisfies MxData;
    case 'TXT':
      return record.text;
    case 'TLSA':
      return tlsaOf(record.host, record);
  }
}
