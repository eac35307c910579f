import type { PolicyDocument, PolicyEntry } from '../policy/document';
import type { PolicyValue } from '../policy/entry';
import { isDeadKey } from '../policy/key';
import { parsePolicyValue } from '../policy/value';
import { answersOf } from './answers';
import type { ListedTable } from './whole-site';

/** What a table says for a key, where Postfix takes it. */
export interface Policy {
  /** As written; null for all keys. */
  readonly key: string | null;
  readonly value: PolicyValue;
  /** Null for what stands in main.cf itself. */
  readonly entry: PolicyEntry | null;
}

/** The policies of a table that Postfix may find there, in its order; none of one that another program answers. */
export function policiesIn(table: ListedTable): readonly Policy[] {
  const { document } = table;
  if (document !== null) return policiesOf(document);
  const found =
    knownOf.get(table) ?? answersOf(table).list.flatMap(({ key, text }) => policyOf(key?.text ?? null, text));
  knownOf.set(table, found);
  return found;
}

const knownOf = new WeakMap<ListedTable, readonly Policy[]>();

function policyOf(key: string | null, text: string): readonly Policy[] {
  const { value } = parsePolicyValue(text);
  return value === null ? [] : [{ key, value, entry: null }];
}

/** All rules ask for those of the same documents, and main.cf changes more often than its tables. */
const known = new WeakMap<PolicyDocument, readonly Policy[]>();

function policiesOf(document: PolicyDocument): readonly Policy[] {
  const found = known.get(document);
  if (found !== undefined) return found;
  const policies = document.entries.flatMap((entry): readonly Policy[] => {
    const { key, value, dropped } = entry;
    if (dropped !== null || value.value === null || (key.kind !== 'pattern' && isDeadKey(key))) return [];
    return [{ key: key.text, value: value.value, entry }];
  });
  known.set(document, policies);
  return policies;
}
