import { readInlineTable } from '../maincf/inline-table';
import { insideBraces, type TableReference } from '../maincf/table-reference';
import type { PolicyDocument } from '../policy/document';
import { entriesFor } from '../policy/find';
import { isPatternType, isTableType } from '../postfix/table-types';
import { foldCase } from '../text/fold-case';
import { t } from '../text/translate';
import { composedLookUp } from './composed-table';
import { absent, type Lookup, withWords } from './lookup';
import { matchPattern } from './patterns/pattern-table';

/** What there is to know of the files that a site names, by the paths of its main.cf; handed in. */
export interface SiteFiles {
  /** The table in a file, read as one of a type; null where there is no such file, or nobody can read it. */
  readonly table: (path: string, type: string) => PolicyDocument | null;
}

/** A lookup table of a site. */
export interface Table {
  readonly reference: TableReference;
  /** Where its entries stand; null for a table without a file, and for one that can't be read. */
  readonly document: PolicyDocument | null;
  /** @param key as Postfix asks for it, and not in lower case. */
  readonly lookUp: (key: string) => Lookup;
}

export function openTable(reference: TableReference, files: SiteFiles): Table {
  const table = open(reference, files);
  return { ...table, lookUp: (key) => withWords(table.lookUp(key)) };
}

function open(reference: TableReference, files: SiteFiles): Table {
  const { type, name } = reference;
  if (type === null) return always(reference, failure(t('the table has no type, as in hash:/etc/postfix/tls_policy')));
  if (type === 'static') return openStatic(reference);
  if (type === 'inline') return openInline(reference);
  if (type === 'fail') return always(reference, failure(t('a fail: table fails on purpose')));
  const composed = composedLookUp(reference, (inner) => open(inner, files).lookUp);
  if (composed !== null) return { reference, document: null, lookUp: composed };
  if (!isTableType(type))
    return always(reference, { kind: 'unknown', reason: t('a {0}: table is asked by Postfix itself', type) });
  const document = files.table(name, type);
  if (document === null) return always(reference, failure(t('the file can not be read')));
  return {
    reference,
    document,
    lookUp: isPatternType(type)
      ? (key) => matchPattern(document, key, type === 'pcre' ? 'pcre' : 'regexp')
      : indexed(document, type),
  };
}

function failure(reason: string): Lookup {
  return { kind: 'error', reason };
}

function always(reference: TableReference, answer: Lookup): Table {
  return { reference, document: null, lookUp: () => answer };
}

function openStatic(reference: TableReference): Table {
  const { name } = reference;
  const text = name.startsWith('{') ? (insideBraces(name)?.text ?? null) : name;
  if (text === null) return always(reference, failure(t('text stands behind the closing brace of static:{…}')));
  return always(reference, { kind: 'found', text, entry: null });
}

function openInline(reference: TableReference): Table {
  const table = readInlineTable(reference.name);
  if ('defect' in table) return always(reference, failure(table.defect));
  const lookUp = (key: string): Lookup => {
    const text = table.values.get(foldCase(key));
    return text === undefined ? absent : { kind: 'found', text, entry: null };
  };
  return { reference, document: null, lookUp };
}

/** Of equal keys the first one counts; texthash is then not opened at all by the running daemon (dict_thash.c). */
function indexed(document: PolicyDocument, type: string): (key: string) => Lookup {
  let repeated: string | null | undefined;
  return (key) => {
    if (type === 'texthash') repeated ??= firstRepeated(document);
    if (typeof repeated === 'string')
      return failure(t('the running Postfix refuses the whole table: duplicate entry: "{0}"', repeated));
    const entry = entriesFor(document, key).find(({ dropped, line }) => dropped === null && !notUtf8.test(line.text));
    if (entry === undefined) return absent;
    const { line, key: own } = entry;
    return { kind: 'found', text: line.text.slice(own.text.length).trim(), entry };
  };
}

/** Postfix leaves a line out that is no UTF-8, a byte of which stands as a lone surrogate (text/lossless.ts). */
const notUtf8 = /\p{Cs}/u;

function firstRepeated({ entries }: PolicyDocument): string | null {
  const seen = new Set<string>();
  for (const { key, dropped } of entries) {
    if (dropped !== null) continue;
    if (seen.has(key.folded)) return key.text;
    seen.add(key.folded);
  }
  return null;
}
