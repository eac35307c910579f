import { insideBraces, splitList, type TableReference, tablesIn } from '../maincf/table-reference';
import { t } from '../text/translate';
import { absent, type Lookup } from './lookup';

/** Answers a key by one of the tables inside of another one. */
export type LookUp = (key: string) => Lookup;

/** What a `unionmap:`, `pipemap:` or `randmap:` answers (dict_union.c, dict_pipe.c, dict_random.c); null for other types. */
export function composedLookUp(reference: TableReference, open: (inner: TableReference) => LookUp): LookUp | null {
  const { type, name } = reference;
  if (type === 'randmap') return always(randomOf(splitList(insideBraces(name)?.text ?? '').map(({ text }) => text)));
  if (type !== 'unionmap' && type !== 'pipemap') return null;
  const inner = tablesIn(reference).map(open);
  if (inner.length === 0) return always({ kind: 'error', reason: t('{0}: needs its tables in braces', type) });
  return type === 'unionmap' ? (key) => unionOf(inner, key) : (key) => pipeOf(inner, key);
}

function always(answer: Lookup): LookUp {
  return () => answer;
}

function randomOf(values: readonly string[]): Lookup {
  const [first] = values;
  if (first === undefined) return { kind: 'error', reason: t('randmap: needs its values in braces') };
  return values.every((value) => value === first)
    ? { kind: 'found', text: first, entry: null }
    : { kind: 'unknown', reason: t('a randmap: table answers at random') };
}

/** All that is found, with commas between; an error ends it. */
function unionOf(tables: readonly LookUp[], key: string): Lookup {
  let found: string | null = null;
  let unknown: Lookup | null = null;
  for (const lookUp of tables) {
    const answer = lookUp(key);
    if (answer.kind === 'error') return unknown ?? answer;
    if (answer.kind === 'unknown') unknown ??= answer;
    if (answer.kind === 'found') found = unionWith(found, answer.text);
  }
  if (unknown !== null) return unknown;
  return found === null || found === '' ? absent : { kind: 'found', text: found, entry: null };
}

/** What a union has of the tables before, and what it finds in the next one: no comma stands in front of the first word. */
export function unionWith(before: string | null, next: string): string {
  return before === null || before === '' ? next : `${before},${next}`;
}

/** What one finds is the key for the next. */
function pipeOf(tables: readonly LookUp[], key: string): Lookup {
  let last: Lookup = { kind: 'found', text: key, entry: null };
  for (const lookUp of tables) {
    if (last.kind !== 'found') return last;
    last = lookUp(last.text);
  }
  return last;
}
