import type { PolicyDocument, PolicyEntry } from '../../policy/document';
import { formatPolicyValue, type PolicyValue } from '../../policy/entry';
import { parsePolicyValue } from '../../policy/value';
import { isTableType, type TableType } from '../../postfix/table-types';
import { type FoundPolicy, findPolicy, type Hit } from '../../site/find-policy';
import { routeOf, routeTables, takesUsualWay } from '../../site/mail-route';
import { type Query, query } from '../../site/query';
import { openTable, type Table } from '../../site/table';
import type { Site, SiteClient } from '../../site/whole-site';
import { unnamed } from './named-next-hops';
import { pathIn } from './revised-site';

/** What a site does with mail to a next-hop. */
export interface SitePolicy {
  /** The service of master.cf by which it leaves. */
  readonly service: string;
  /** Where mail to the domain goes instead of its own servers: a relay; null: to these. */
  readonly via: string | null;
  /** The table whose entry decides, as main.cf names it; null: main.cf does. */
  readonly table: string | null;
  /** Of the entry, as it is asked for. */
  readonly key: string | null;
  /** Of the entry, as Postfix reads it; the level of main.cf; null: main.cf does not tell. */
  readonly value: string | null;
  /** The level that smtp(8) applies, or `defers` where it applies none; null where that can't be told. */
  readonly actsAs: Query['actsAs'];
}

/** The same with what tells whether it is stronger than another one. */
export interface FoundSitePolicy {
  readonly told: SitePolicy;
  /** What is in force, at the level that it acts as; null where mail waits, and where nobody can tell. */
  readonly value: PolicyValue | null;
  /** Where it comes from a file. */
  readonly entry: PolicyEntry | null;
  /** Of the table whose entry decides, in the repository. */
  readonly path: string | null;
}

/** One revision of a site, asked as Postfix asks. */
export interface AskedSite {
  readonly site: Site;
  /** The tables of its clients that are files of the repository, by their paths, with the type by which they are named. */
  readonly tables: ReadonlyMap<string, NamedFile>;
  /** The tables of which nobody knows here what they answer, as main.cf names them. They count as empty. */
  readonly unknown: readonly string[];
  /**
   * What applies to mail for a domain, or to that for a next-hop in brackets or with a port; null where it is delivered by something
   * else than smtp(8) and lmtp(8), or nobody can tell.
   */
  readonly policyOf: (nextHop: string) => FoundSitePolicy | null;
  /** The values that stand for next-hops in all tables together of the first client that asks a file; null: main.cf decides. */
  readonly entriesOf: (path: string) => (nextHop: string) => PolicyValue | null;
}

export interface NamedFile {
  readonly type: TableType;
  readonly document: PolicyDocument;
}

export function askSite(site: Site): AskedSite {
  const clients = new Map(site.clients.map((client) => [client.name, client]));
  const tables = new Map(site.clients.map((client) => [client.name, knownTables(client)]));
  // Every Postfix has both, whether its master.cf is at hand or not.
  const clientOf = (service: string): SiteClient | undefined =>
    clients.get(service === 'relay' && site.masterCf === null ? 'smtp' : service);
  const wayTo = createWays(site);
  const ask = askers(tables);
  const listed = site.clients.flatMap((client) => client.tables ?? []);
  const routing = routeTables(site.parameters).map((reference) => openTable(reference, site.files));
  return {
    site,
    tables: new Map(
      listed.flatMap(({ reference: { type, name }, document }) => {
        const path = document === null ? null : pathIn(name, site.place);
        return document === null || path === null || type === null || !isTableType(type)
          ? []
          : [[path, { type, document }] as const];
      }),
    ),
    unknown: [...new Set([...listed, ...routing].filter(isUnknown).map(({ reference }) => reference.text))],
    policyOf: (nextHop) => {
      const way = wayTo(nextHop);
      const client = clientOf(way.service);
      if (client === undefined) return null;
      const { found, applied } = ask(client, way.nextHop);
      const { hit, failure } = found;
      const decider = hit ?? failure;
      return {
        told: {
          service: way.service,
          via: way.nextHop === nextHop ? null : way.nextHop,
          table: decider?.table.reference.text ?? null,
          key: decider?.key ?? null,
          value: applied.text,
          actsAs: applied.actsAs,
        },
        value: applied.value,
        entry: hit?.entry ?? null,
        path: hit === null ? null : pathIn(hit.table.reference.name, site.place),
      };
    },
    entriesOf: (path) => {
      const client = site.clients.find((each) =>
        each.tables?.some((table) => pathIn(table.reference.name, site.place) === path),
      );
      const own = (client && tables.get(client.name)) ?? [];
      return (nextHop) => {
        const { hit } = findPolicy(nextHop, own);
        return hit === null ? null : valueOf(hit);
      };
    },
  };
}

/** The entry of a file has it read already. */
function valueOf({ entry, text }: Hit): PolicyValue | null {
  return (entry === null ? parsePolicyValue(text) : entry.value).value;
}

interface Applied extends Pick<Query, 'actsAs'> {
  readonly text: string | null;
  readonly value: PolicyValue | null;
}

type Asker = (client: SiteClient, nextHop: string) => { readonly found: FoundPolicy; readonly applied: Applied };

/** What a client makes of a value is the same for each next-hop, and most entries of a list say one of few things. */
function askers(tables: ReadonlyMap<string, readonly Table[]>): Asker {
  const known = new Map<SiteClient, Map<string | null, Applied>>();
  return (client, nextHop) => {
    const asked = tables.get(client.name) ?? [];
    const found = findPolicy(nextHop, asked);
    if (found.failure !== null) return { found, applied: appliedBy(query(client, asked, nextHop)) };
    const ofClient = known.get(client) ?? new Map<string | null, Applied>();
    known.set(client, ofClient);
    const text = found.hit?.text ?? null;
    const applied = ofClient.get(text) ?? appliedBy(query(client, asked, nextHop));
    ofClient.set(text, applied);
    return { found, applied };
  };
}

function appliedBy(answer: Query): Applied {
  const { actsAs, level } = answer;
  const { hit, failure } = answer.found;
  if (failure !== null) return { actsAs, text: null, value: null };
  const value = hit === null ? null : valueOf(hit);
  const text = hit === null ? level : value === null ? hit.text : formatPolicyValue(value);
  if (actsAs === null || actsAs === 'defers') return { actsAs, text, value: null };
  return { actsAs, text, value: actsAs === level && value !== null ? value : { level: actsAs, attributes: [] } };
}

interface Way {
  readonly service: string;
  readonly nextHop: string;
}

/** By which service mail for a domain leaves, and to which next-hop; one in brackets or with a port is no domain. */
function createWays(site: Site): (nextHop: string) => Way {
  const wayOf = (domain: string): Way => {
    const { transport, nextHops } = routeOf(site, { recipient: `anybody@${domain}`, sender: null });
    return { service: transport, nextHop: nextHops[0] ?? domain };
  };
  const isUsual = takesUsualWay(site);
  const usual = wayOf(unnamed);
  return (nextHop) => {
    if (!/^[^[\]:]+$/.test(nextHop)) return { service: 'smtp', nextHop };
    if (!isUsual(nextHop)) return wayOf(nextHop);
    return usual.nextHop === unnamed ? { ...usual, nextHop } : usual;
  };
}

/** What nobody knows counts as empty: it is named once for the site, and not at each next-hop. */
function knownTables({ tables }: SiteClient): readonly Table[] {
  return (tables ?? []).filter((table) => !isUnknown(table));
}

/** A file that is not in the repository, and what Postfix alone can ask. */
function isUnknown({ reference: { type }, document, lookUp }: Table): boolean {
  if (type !== null && isTableType(type)) return document === null;
  return lookUp('').kind === 'unknown';
}
