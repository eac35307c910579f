import { type FoundPolicy, findPolicy } from '../site/find-policy';
import { type Envelope, nextHopAt, routeOf } from '../site/mail-route';
import { type Query, query } from '../site/query';
import type { Table } from '../site/table';
import type { Site, SiteClient } from '../site/whole-site';
import type { Explanation } from './explain-log';

/** Where the policy comes from that a line of the log is about. */
export interface PolicyAtFault {
  /** The next-hop that was looked up. */
  readonly nextHop: string;
  readonly found: Pick<FoundPolicy, 'hit'>;
  /** What it acts as here; null without a main.cf. */
  readonly query: Query | null;
}

/** Whom to ask: a whole site, or tables alone. */
export type Asked = Site | { readonly tables: readonly Table[] };

/** The next-hop of a message that could not be delivered, by the tables of a site that route it. */
export function nextHopFor(site: Site, mail: Envelope, host: string | null): string {
  return nextHopAt(routeOf(site, mail), host);
}

/**
 * The entry that an explanation is about, by the tables as they are now, which may have been others when the line was logged.
 * Null where no line tells a next-hop or a key, and where no client of the site sends such mail.
 */
export function policyAtFault(explanation: Explanation, asked: Asked): PolicyAtFault | null {
  const { key, destination } = explanation;
  if (key !== null) return atKey(key, 'tables' in asked ? asked.tables : asked.clients.flatMap(tablesOf));
  if (destination === null) return null;
  if ('tables' in asked) return { nextHop: destination, found: findPolicy(destination, asked.tables), query: null };
  return ofSite(explanation, destination, asked);
}

function atKey(key: string, tables: readonly Table[]): PolicyAtFault | null {
  for (const table of tables) {
    const answer = table.lookUp(key);
    if (answer.kind !== 'found') continue;
    return { nextHop: key, found: { hit: { table, key, text: answer.text, entry: answer.entry } }, query: null };
  }
  return null;
}

function ofSite({ mail, host }: Explanation, destination: string, site: Site): PolicyAtFault | null {
  const route = mail === null ? { transport: 'smtp', nextHops: [destination] } : routeOf(site, mail);
  const client = clientFor(site, route.transport);
  if (client === null) return null;
  const nextHop = nextHopAt(route, host);
  const answer = query(client, tablesOf(client), nextHop);
  return { nextHop, found: answer.found, query: answer };
}

/** Without a master.cf, or where that has another name for it, there is one for all mail. */
function clientFor({ clients }: Site, transport: string): SiteClient | null {
  const named = clients.find(({ name }) => name === transport);
  return (
    named ??
    (transport === 'smtp' || transport === 'relay'
      ? (clients.find(({ name }) => name === 'smtp') ?? clients[0] ?? null)
      : null)
  );
}

function tablesOf({ tables }: SiteClient): readonly Table[] {
  return tables ?? [];
}
