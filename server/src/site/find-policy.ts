import type { PolicyEntry } from '../policy/document';
import { askedKeys } from './asked-keys';
import type { Table } from './table';

/** What the tables of a client come to for a next-hop. */
export interface FoundPolicy {
  /** The keys that were asked for, in their order, up to the one that decided. */
  readonly keysTried: readonly string[];
  /** What stands for the key; null for no entry, and where a table failed. */
  readonly hit: Hit | null;
  /** The table whose answer is an error, which defers the mail (4.7.5); null for none. */
  readonly failure: { readonly table: Table; readonly key: string; readonly reason: string } | null;
  /** What only Postfix itself can answer, asked before the one that decided: another answer there is another policy. */
  readonly unknown: readonly { readonly table: Table; readonly reason: string }[];
}

export interface Hit {
  readonly table: Table;
  readonly key: string;
  readonly text: string;
  readonly entry: PolicyEntry | null;
}

/** Asks as tls_policy_lookup() and maps_find() do: all tables for one key, then all for the next. */
export function findPolicy(nextHop: string, tables: readonly Table[]): FoundPolicy {
  const unknown = new Map<Table, string>();
  const keysTried: string[] = [];
  const found = (hit: Hit | null, failure: FoundPolicy['failure']): FoundPolicy => ({
    keysTried,
    hit,
    failure,
    unknown: [...unknown].map(([table, reason]) => ({ table, reason })),
  });
  for (const { key, asWritten } of askedKeys(nextHop)) {
    keysTried.push(key);
    for (const table of tables) {
      const answer = table.lookUp(asWritten);
      if (answer.kind === 'found') return found({ table, key, text: answer.text, entry: answer.entry }, null);
      if (answer.kind === 'error') return found(null, { table, key, reason: answer.reason });
      if (answer.kind === 'unknown') unknown.set(table, answer.reason);
    }
  }
  return found(null, null);
}
