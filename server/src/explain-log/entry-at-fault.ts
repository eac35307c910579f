import { type FoundPolicy, findPolicy } from '../site/find-policy';
import { type Query, query } from '../site/query';
import type { Client } from '../site/site';
import type { Table } from '../site/table';
import type { Explanation } from './explain-log';

/** Where the policy comes from that a line of the log is about. */
export interface PolicyAtFault {
  /** The next-hop that was looked up. */
  readonly nextHop: string;
  readonly found: Pick<FoundPolicy, 'hit'>;
  /** What it acts as here; null without a main.cf. */
  readonly query: Query | null;
}

/** Whom to ask: the tables of a main.cf with the client that reads them, or tables alone. */
export interface AskedSite {
  readonly client: Client | null;
  readonly tables: readonly Table[];
}

/**
 * The entry that an explanation is about, by the tables as they are now, which may have been others when the line was logged.
 * Null where no line tells a next-hop or a key.
 */
export function policyAtFault({ key, destination, isRecipient }: Explanation, site: AskedSite): PolicyAtFault | null {
  if (key !== null) {
    for (const table of site.tables) {
      const answer = table.lookUp(key);
      if (answer.kind !== 'found') continue;
      return { nextHop: key, found: { hit: { table, key, text: answer.text, entry: answer.entry } }, query: null };
    }
    return null;
  }
  if (destination === null) return null;
  const nextHop = (isRecipient ? relayOf(site.client) : null) ?? destination;
  if (site.client === null) return { nextHop, found: findPolicy(nextHop, site.tables), query: null };
  const answer = query(site.client, site.tables, nextHop);
  return { nextHop, found: answer.found, query: answer };
}

/** Where all mail goes that no transport takes; null for none. */
function relayOf(client: Client | null): string | null {
  const relay = client?.parameters.value('relayhost').expanded?.trim() ?? '';
  return relay === '' ? null : relay.replace(/^(?:inet|smtp|relay):/, '');
}
