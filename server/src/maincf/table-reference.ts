import { isSpaceCode, skipSpace, trimSpace } from '../text/ascii';

/** One `type:name` of a list of tables (DATABASE_README). */
export interface TableReference {
  /** As it stands in the list. */
  readonly text: string;
  /** What is put before the type, such as `proxy` and `debug`, the outermost first. */
  readonly wrappers: readonly string[];
  /** In the letters in which it is written; null where no type stands before the name. */
  readonly type: string | null;
  /** What follows the type: a path, or what the type makes of it. */
  readonly name: string;
}

const wrappers: readonly string[] = ['proxy', 'debug'];

/** The tables of a list, its `$` replaced. Commas and blanks stand between them, braces protect both (mystrtokq()). */
export function readTableList(value: string): readonly TableReference[] {
  return splitList(value).map(({ text }) => readTable(text));
}

export function readTable(text: string): TableReference {
  const found: string[] = [];
  let rest = text;
  for (;;) {
    const colon = rest.indexOf(':');
    const word = colon < 0 ? null : rest.slice(0, colon);
    if (word === null || !wrappers.includes(word)) {
      return { text, wrappers: found, type: word, name: rest.slice(colon + 1) };
    }
    found.push(word);
    rest = rest.slice(colon + 1);
  }
}

/** Types whose name is a list of tables in braces (DATABASE_README). */
const listsOfTables: ReadonlySet<string> = new Set(['unionmap', 'pipemap']);

/** The tables inside of a `unionmap:{…}` or `pipemap:{…}`; none of any other. */
export function tablesIn({ type, name }: TableReference): readonly TableReference[] {
  if (type === null || !listsOfTables.has(type)) return [];
  return readTableList(insideBraces(name)?.text ?? '');
}

/** A table and those inside of it, each before its own. */
export function withInner(table: TableReference): readonly TableReference[] {
  return [table, ...tablesIn(table).flatMap(withInner)];
}

/** The tables of a list, each before those inside of it. */
export function allTables(value: string): readonly TableReference[] {
  return readTableList(value).flatMap(withInner);
}

/** A part of a text, and where it begins there. */
export interface PlacedText {
  readonly text: string;
  readonly from: number;
}

/** What stands between braces that begin and end a text, which itself begins at `from`; null where they do not. */
export function insideBraces(text: string, from = 0): PlacedText | null {
  if (!text.startsWith('{')) return null;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) {
      if (at < text.length - 1) return null;
      return { text: trimSpace(text.slice(1, at)), from: from + skipSpace(text, 1, at) };
    }
  }
  return null;
}

/** The elements of a list. */
export function splitList(value: string): readonly PlacedText[] {
  const elements: PlacedText[] = [];
  const isBetween = (at: number): boolean => value[at] === ',' || isSpaceCode(value.charCodeAt(at));
  for (let at = 0; at < value.length; ) {
    if (isBetween(at)) {
      at++;
      continue;
    }
    const from = at;
    for (let depth = 0; at < value.length && (depth > 0 || !isBetween(at)); at++) {
      if (value[at] === '{') depth++;
      else if (value[at] === '}' && depth > 0) depth--;
    }
    elements.push({ text: value.slice(from, at), from });
  }
  return elements;
}
