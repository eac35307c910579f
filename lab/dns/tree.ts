import { randomBytes } from 'node:crypto';
import type { DsData, MxData, TlsaData } from 'dns-packet';
import type { ZoneSecurity } from '../scenario';
import { dsOf, generateZoneKey, type LabAlgorithm, type ZoneKey } from './keys';
import { isWithin, selfAndAncestors } from './names';
import { nsec3Parameters } from './nsec3';
import { keyOf, type LabType, type RecordSet } from './record-set';
import type { Validity } from './signer';
import { createZone, type Denial, type LabZone } from './zone';

/** A zone to be built: its own records, without those that every apex and every delegation has. */
export interface ZoneSource {
  readonly name: string;
  readonly security: ZoneSecurity;
  readonly algorithm: LabAlgorithm;
  readonly denial: Denial;
  /** A closed zone knows only the names in it; for others the resolver refuses, since the lab is not the whole internet. */
  readonly closed: boolean;
  readonly sets: readonly RecordSet[];
  /** `keyOf` of the sets to alter after signing. */
  readonly tampered: ReadonlySet<string>;
}

export interface TreeZone {
  readonly zone: LabZone;
  readonly closed: boolean;
  /** Whether a validator finds everything here bogus: by this zone's fault or that of one above. */
  readonly bogus: boolean;
}

export interface DnsTree {
  /** The zone that answers for `name`: the deepest, and for DS at a cut the one above it (RFC 4035 section 3.1.4.1). */
  readonly zoneFor: (name: string, type: string) => TreeZone;
  readonly zones: readonly TreeZone[];
  /** The root's DS record in the format of a zone file. */
  readonly trustAnchor: string;
}

export const defaultTtl = 60;
/** The one name server of the lab. */
export const nameServer = 'ns.example';
const unassignedAlgorithm = 250;

export async function buildTree(sources: readonly ZoneSource[], now: Date): Promise<DnsTree> {
  const keys = new Map(
    await Promise.all(
      sources.map(
        async (source) =>
          [source.name, isSigned(source.security) ? await generateZoneKey(source.algorithm) : null] as const,
      ),
    ),
  );
  const names = sources.map(({ name }) => name);
  const bogusNames = sources
    .filter(({ security }) => security === 'wrong-ds' || security === 'expired')
    .map(({ name }) => name);
  const zones = new Map<string, TreeZone>();
  for (const source of sources) {
    const key = keys.get(source.name) ?? null;
    const children = sources.filter(({ name }) => name !== source.name && enclosingZone(name, names) === source.name);
    const delegations = children.flatMap((child) => delegationSets(child, keys.get(child.name) ?? null));
    const sets = [...apexSets(source, key), ...delegations, ...source.sets];
    zones.set(source.name, {
      zone: createZone({
        name: source.name,
        key,
        denial: source.denial,
        validity: validityOf(source.security, now),
        sets,
        altered: new Map(
          sets
            .filter((set) => source.tampered.has(keyOf(set.owner, set.type)))
            .map((set) => [keyOf(set.owner, set.type), alter(set)]),
        ),
      }),
      closed: source.closed,
      bogus: bogusNames.some((name) => isWithin(source.name, name)),
    });
  }
  return {
    zones: [...zones.values()],
    trustAnchor: anchorLine(keys.get('') ?? null),
    zoneFor: (name, type) => {
      const candidates = selfAndAncestors(name).filter((candidate) => zones.has(candidate));
      const above = type === 'DS' && candidates[0] === name && candidates.length > 1;
      const found = zones.get(candidates[above ? 1 : 0] ?? '');
      if (found === undefined) throw new Error('the tree has no root zone');
      return found;
    },
  };
}

function isSigned(security: ZoneSecurity): boolean {
  return security === 'signed' || security === 'wrong-ds' || security === 'expired';
}

/** The nearest zone above a zone. */
function enclosingZone(name: string, zones: readonly string[]): string | undefined {
  return selfAndAncestors(name)
    .slice(1)
    .find((candidate) => zones.includes(candidate));
}

function apexSets({ name, denial }: ZoneSource, key: ZoneKey | null): readonly RecordSet[] {
  const set = (type: LabType, data: unknown): RecordSet => ({ owner: name, type, ttl: defaultTtl, data: [data] });
  const soa = {
    mname: nameServer,
    rname: `hostmaster.${nameServer}`,
    serial: 1,
    refresh: 3600,
    retry: 600,
    expire: 86_400,
    minimum: 5,
  };
  const plain = [set('SOA', soa), set('NS', nameServer)];
  if (key === null) return plain;
  const signed = [...plain, set('DNSKEY', key.data)];
  return denial === 'nsec' ? signed : [...signed, set('NSEC3PARAM', nsec3ParameterData())];
}

function nsec3ParameterData(): Buffer {
  const { algorithm, iterations, salt } = nsec3Parameters;
  return Buffer.concat([Buffer.from([algorithm, 0, iterations >> 8, iterations & 0xff, salt.length]), salt]);
}

/** The NS and DS records that stand at a child's name in its parent. */
function delegationSets({ name, security }: ZoneSource, key: ZoneKey | null): readonly RecordSet[] {
  const ns: RecordSet = { owner: name, type: 'NS', ttl: defaultTtl, data: [nameServer] };
  const ds = delegationSigner(name, security, key);
  return ds === null ? [ns] : [ns, { owner: name, type: 'DS', ttl: defaultTtl, data: [ds] }];
}

function delegationSigner(name: string, security: ZoneSecurity, key: ZoneKey | null): DsData | null {
  if (security === 'unknown-algorithm') {
    return { keyTag: 12_345, algorithm: unassignedAlgorithm, digestType: 2, digest: randomBytes(32) };
  }
  if (key === null) return null;
  const ds = dsOf(name, key);
  return security === 'wrong-ds' ? { ...ds, digest: randomBytes(32) } : ds;
}

/** Signatures begin a day ago, since clocks differ, and last four weeks; expired ones ended ten days ago. */
function validityOf(security: ZoneSecurity, now: Date): Validity {
  const day = 86_400;
  const seconds = Math.floor(now.getTime() / 1000);
  return security === 'expired'
    ? { inception: seconds - 40 * day, expiration: seconds - 10 * day }
    : { inception: seconds - day, expiration: seconds + 28 * day };
}

/** Another set of the same owner and type, as a forger would write it. */
function alter(set: RecordSet): RecordSet {
  if (set.type === 'A') return { ...set, data: ['192.0.2.254'] };
  if (set.type === 'MX') {
    return { ...set, data: (set.data as MxData[]).map((mx) => ({ ...mx, preference: (mx.preference ?? 0) + 1 })) };
  }
  if (set.type === 'TLSA') {
    return {
      ...set,
      data: (set.data as TlsaData[]).map((each) => ({ ...each, certificate: flipped(each.certificate) })),
    };
  }
  throw new Error(`the lab does not know how to alter ${set.type} records`);
}

function flipped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0xff));
}

function anchorLine(key: ZoneKey | null): string {
  if (key === null) throw new Error('the root zone must be signed');
  const { keyTag, algorithm, digestType, digest } = dsOf('', key);
  return `. IN DS ${keyTag} ${algorithm} ${digestType} ${digest.toString('hex').toUpperCase()}\n`;
}
