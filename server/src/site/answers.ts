import type { InlineEntry } from '../maincf/inline-table';
import type { PolicyDocument } from '../policy/document';
import { isPatternType, type TableType } from '../postfix/table-types';
import { foldCase } from '../text/fold-case';
import { unionWith } from './composed-table';
import { type InlineTableAt, inlineTableAt } from './inline-tables';
import { strayAttributes } from './stray-attributes';
import type { ListedTable } from './whole-site';

/** What a table that stands in main.cf answers for a key, put together of what stands in the tables inside of it. */
export interface Answer {
  /** Null for each key that no other answer of the table names. */
  readonly key: AnswerKey | null;
  readonly text: string;
  /** The entries that its text comes from, in their order, each with where its words begin there. */
  readonly parts: readonly AnswerPart[];
  /** Whether a `unionmap:` of several tables made it, which may put any of them together. */
  readonly isOfUnion: boolean;
}

/** A part of an answer, and the entry of main.cf that it comes from; null for one of a file. */
export interface AnswerKey {
  readonly text: string;
  readonly entry: InlineEntry | null;
}

export interface AnswerPart extends AnswerKey {
  /** Where it begins in the whole text. */
  readonly from: number;
}

/** All answers of a table. */
export interface Answers {
  readonly list: readonly Answer[];
  /** Whether there are no others: a table that another program answers, or that holds patterns, has those that nobody can tell. */
  readonly isComplete: boolean;
}

const unknown: Answers = { list: [], isComplete: false };

/** Several rules ask for those of the same tables. */
const knownOf = new WeakMap<ListedTable, Answers>();

/** @param listed the table of the list that it is, or stands in. */
export function answersOf(table: ListedTable, listed: ListedTable = table): Answers {
  const found = knownOf.get(table) ?? readAnswers(table, listed);
  knownOf.set(table, found);
  return found;
}

function readAnswers(table: ListedTable, listed: ListedTable): Answers {
  const own = inlineTableAt(table, listed);
  if (own === null) return ofFile(table);
  if (own.defect !== null) return unknown;
  const inner = table.inner.map((each) => answersOf(each, listed));
  switch (own.type) {
    case 'unionmap':
      return ofUnion(inner);
    case 'pipemap':
      return inner.reduce(ofPipe);
    case 'inline':
    case 'static':
    case 'randmap':
      return ofEntries(own);
  }
}

/** The answers that a key finds, compared as Postfix does. */
export function answersFor(answers: Answers, key: string): readonly Answer[] {
  const byKey = indexOf(answers);
  return byKey.get(foldCase(key)) ?? byKey.get(null) ?? [];
}

const indexes = new WeakMap<Answers, ReadonlyMap<string | null, readonly Answer[]>>();

/** By the key in lower case; by null those for all keys that have none. */
function indexOf(answers: Answers): ReadonlyMap<string | null, readonly Answer[]> {
  const built = indexes.get(answers);
  if (built !== undefined) return built;
  const index = new Map<string | null, Answer[]>();
  for (const answer of answers.list) {
    const key = answer.key === null ? null : foldCase(answer.key.text);
    index.set(key, [...(index.get(key) ?? []), answer]);
  }
  indexes.set(answers, index);
  return index;
}

/** Of entries for one key the last one counts. What is no entry at all, rules about inline tables tell. */
function ofEntries(table: InlineTableAt): Answers {
  const stray = new Set(strayAttributes(table).map(({ attribute }) => attribute));
  const { type, entries } = table;
  const inForce =
    type === 'inline' ? [...new Map(entries.map((entry) => [foldCase(entry.key.text), entry])).values()] : entries;
  const list = inForce
    .filter((entry) => !stray.has(entry))
    .map((entry): Answer => {
      const { key, value } = entry;
      return {
        key: type === 'inline' ? { text: key.text, entry } : null,
        text: value.text,
        parts: [{ from: 0, text: value.text, entry }],
        isOfUnion: false,
      };
    });
  return { list, isComplete: true };
}

/** All rules ask for those of the same files, and main.cf changes more often than its tables. */
const known = new WeakMap<PolicyDocument, Answers>();

function ofFile({ document, reference }: ListedTable): Answers {
  if (document === null || isPatternType(reference.type as TableType | null)) return unknown;
  const found = known.get(document) ?? readFile(document);
  known.set(document, found);
  return found;
}

function readFile({ entries }: PolicyDocument): Answers {
  const first = new Map<string, Answer>();
  for (const { key, line, dropped } of entries) {
    if (dropped !== null || first.has(key.folded)) continue;
    const text = line.text.slice(key.text.length).trim();
    first.set(key.folded, {
      key: { text: key.text, entry: null },
      text,
      parts: [{ from: 0, text, entry: null }],
      isOfUnion: false,
    });
  }
  return { list: [...first.values()], isComplete: true };
}

/** More than a person writes. */
const mostAlternatives = 50;

/** What its tables answer, with commas between, for each key that one of them names, and for all others; nothing without a word. */
function ofUnion(members: readonly Answers[]): Answers {
  const [only] = members.length === 1 ? members : [];
  if (only !== undefined) return { ...only, list: only.list.filter(({ text }) => text !== '') };
  if (members.some(({ isComplete }) => !isComplete)) return unknown;
  const byKey = members.map(indexOf);
  const keys = new Set([...byKey.flatMap((answers) => [...answers.keys()]), null]);
  const list = [...keys].flatMap((key) => {
    const found = byKey
      .map((answers) => answers.get(key) ?? answers.get(null) ?? [])
      .filter(({ length }) => length > 0);
    return found
      .reduce<readonly (readonly Answer[])[]>(
        (chosen, next) =>
          chosen.flatMap((before) => next.map((answer) => [...before, answer])).slice(0, mostAlternatives),
        [[]],
      )
      .map(joined)
      .filter(({ text }) => text !== '');
  });
  return { list, isComplete: true };
}

function joined(answers: readonly Answer[]): Answer {
  let text = '';
  const parts: AnswerPart[] = [];
  for (const answer of answers) {
    const from = unionWith(text, answer.text).length - answer.text.length;
    text = unionWith(text, answer.text);
    parts.push(...answer.parts.map((part) => ({ ...part, from: from + part.from })));
  }
  return { key: answers.find(({ key }) => key !== null)?.key ?? null, text, parts, isOfUnion: true };
}

/** What two tables behind each other answer: what one finds is the key for the next. */
export function ofPipe(before: Answers, next: Answers): Answers {
  // Any of the next one may be asked for, and nobody knows by whom.
  if (!before.isComplete) return { list: next.list.map((answer) => ({ ...answer, key: null })), isComplete: false };
  const list = before.list.flatMap(({ key, text }) => answersFor(next, text).map((answer) => ({ ...answer, key })));
  return { list, isComplete: next.isComplete };
}
