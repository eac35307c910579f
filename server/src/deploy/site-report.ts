import type { PolicyEntry } from '../policy/document';
import { query } from '../site/query';
import type { Client } from '../site/site';
import type { Table } from '../site/table';

/** What one client of a site makes of a list. */
export interface SiteReport {
  readonly service: string;
  /** Entries for whose next-hop another table has an answer, which comes first. */
  readonly hidden: readonly { readonly entry: PolicyEntry; readonly by: string }[];
  /** Entries that act as something else than they say. */
  readonly otherwise: readonly { readonly entry: PolicyEntry; readonly actsAs: string; readonly note: string | null }[];
}

/** @param own the table of the list, which is one of the tables. */
export function reportSite(client: Client, tables: readonly Table[], own: Table): SiteReport {
  const inFront = tables.slice(0, tables.indexOf(own));
  const hidden: SiteReport['hidden'][number][] = [];
  const otherwise: SiteReport['otherwise'][number][] = [];
  const seen = new Set<string>();
  for (const entry of own.document?.entries ?? []) {
    const { key, dropped, value } = entry;
    if (dropped !== null || seen.has(key.folded)) continue;
    seen.add(key.folded);
    const by = inFront.find((table) => table.lookUp(key.text).kind === 'found');
    if (by !== undefined) {
      hidden.push({ entry, by: by.reference.text });
      continue;
    }
    // What stands for many next-hops acts for each of them as for any.
    const nextHop = key.nextHop ?? (key.kind === 'parent' ? `any${key.folded}` : null);
    if (nextHop === null || value.value === null) continue;
    const { found, actsAs, notes } = query(client, tables, nextHop);
    if (found.hit?.entry !== entry || actsAs === null || actsAs === value.value.level) continue;
    otherwise.push({ entry, actsAs, note: notes[0] ?? null });
  }
  return { service: client.name, hidden, otherwise };
}
