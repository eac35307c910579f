import { readInlineTable } from '../maincf/inline-table';
import { insideBraces, readTableList, splitList, type TableReference } from '../maincf/table-reference';
import { isTableType } from '../postfix/table-types';
import type { Site } from './whole-site';

/** Tables that send mail to next-hops of their own (trivial-rewrite(8)). */
const routingParameters = [
  'transport_maps',
  'sender_dependent_relayhost_maps',
  'sender_dependent_default_transport_maps',
] as const;

/** What such tables say of the clients `smtp` and `relay`. */
export interface Routes {
  /** Next-hops, as the tables write them. */
  readonly named: readonly string[];
  /** Whether some mail goes to recipient domains that no entry names. */
  readonly domains: boolean;
}

/** The tables that route mail, of all parameters; those of a parameter that is not known are left out. */
export function routingTables(parameters: Site['parameters']): readonly TableReference[] {
  return routingParameters.flatMap((name) => readTableList(parameters.value(name).expanded ?? ''));
}

/** What the tables route; null where one of them can't be read, or makes next-hops out of what it is asked. */
export function routesOf(site: Site): Routes | null {
  const known = found.get(site);
  if (known !== undefined) return known;
  const routes = readRoutes(site);
  found.set(site, routes);
  return routes;
}

/** Asked for once for each client and table. */
const found = new WeakMap<Site, Routes | null>();

function readRoutes({ parameters, files }: Pick<Site, 'parameters' | 'files'>): Routes | null {
  const named: string[] = [];
  let domains = false;
  for (const name of routingParameters) {
    const list = parameters.value(name).expanded;
    if (list === null) return null;
    for (const reference of readTableList(list)) {
      const entries = entriesOf(reference, files);
      if (entries === null) return null;
      for (const entry of entries) {
        if (entry.value.includes('$') && entry.isPattern) return null;
        const route = name === 'sender_dependent_relayhost_maps' ? relayOf(entry) : routeOf(entry, name);
        named.push(...route.named);
        domains ||= route.domains;
      }
    }
  }
  return { named, domains };
}

interface RoutingEntry {
  readonly key: string;
  readonly value: string;
  readonly isPattern: boolean;
}

/** Null for a table that is asked by Postfix alone, and for one that can't be read. */
function entriesOf({ type, name }: TableReference, files: Site['files']): readonly RoutingEntry[] | null {
  if (type === 'static') {
    const value = name.startsWith('{') ? (insideBraces(name)?.text ?? null) : name;
    return value === null ? null : [{ key: '*', value, isPattern: false }];
  }
  if (type === 'inline') {
    const table = readInlineTable(name);
    return 'defect' in table ? null : [...table.values].map(([key, value]) => ({ key, value, isPattern: false }));
  }
  const document = type !== null && isTableType(type) ? files.table(name, type) : null;
  if (document === null) return null;
  const { hasPatterns: isPattern } = document;
  return document.entries
    .filter(({ dropped }) => dropped === null)
    .map(({ key, line }) => ({ key: key.text, value: line.text.slice(key.text.length).trim(), isPattern }));
}

const nothing: Routes = { named: [], domains: false };

/** `relayhost` for a sender. */
function relayOf({ value }: RoutingEntry): Routes {
  return /^dunno$/i.test(value) ? nothing : { named: nextHopsIn(value), domains: false };
}

/**
 * `transport:nexthop` (transport(5)). Without a transport the usual one takes the mail; without both nothing changes; without a
 * next-hop that is the recipient domain.
 */
function routeOf({ key, value, isPattern }: RoutingEntry, parameter: string): Routes {
  if (parameter !== 'transport_maps' && /^dunno$/i.test(value)) return nothing;
  const [, transport = '', nextHop = ''] = /^([^:]*):?(.*)$/s.exec(value) ?? [];
  // Other transports are clients of their own, or deliver here.
  if (transport !== '' && transport !== 'smtp' && transport !== 'relay') return nothing;
  if (nextHop !== '') return { named: nextHopsIn(nextHop), domains: false };
  if (transport === '') return nothing;
  const domain = parameter === 'transport_maps' && !isPattern ? key.slice(key.lastIndexOf('@') + 1) : '';
  return /^[^.*]/.test(domain) ? { named: [domain], domains: false } : { named: [], domains: true };
}

function nextHopsIn(list: string): readonly string[] {
  return splitList(list).map(({ text }) => text);
}
