import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Severity } from '../../server/src/language/finding';
import type { PolicyDocument, PolicyEntry } from '../../server/src/policy/document';
import { parsePolicy } from '../../server/src/policy/parse';
import { parsePolicyLazily } from '../../server/src/policy/parse-lazily';
import { trimSpace } from '../../server/src/text/ascii';
import { decodeText } from '../../server/src/text/decode';
import { encodeLossless } from '../../server/src/text/lossless';
import { agrees, confusionMatrix, type Punishment } from './agreement';
import { findingsOf, worst, worstOf } from './linter';
import { isInstalled, skip, tableTypes } from './machine';
import { nextHopsFor } from './next-hops';
import { valueCases } from './policy-values';
import { type StoredTable, type TableFolder, tableFolder } from './postmap';
import { tableText } from './table-texts';

const skipped = skip('stored entries against postmap(1)', isInstalled('postmap') ? null : 'needs postmap');
const types = ['texthash', 'hash', 'lmdb', 'cdb'].filter((type) => !skipped && tableTypes().includes(type));
if (!skipped && types.length < 4) skip('stored entries of all types', `Postfix has ${types.join(', ')} only`);

/** Values of which the other tests know by smtp(8) what they do, and that need no file. */
const values = new Map(
  valueCases
    .filter(({ value, consequence }) => (consequence === 'delivers' || consequence === 'defers') && !/[@#]/.test(value))
    .filter(
      ({ value, consequence }) => (worst(`x.example ${value}\n`, 'hash') === 'error') === (consequence === 'defers'),
    )
    .map(({ value, consequence }) => [wordsOf(value), consequence] as const),
);

/** A value as smtp(8) splits it. */
function wordsOf(value: string): string {
  return value.split(/[, \t\r\n]+/).join(' ');
}

interface Row {
  readonly said: Severity | null;
  readonly punishment: Punishment;
}

const leavingOut = /expected format|must not start with whitespace|-- ignoring this line/;

describe.skipIf(skipped)('the entries of a table are those that postmap(1) stores', () => {
  let folder: TableFolder;
  const rows: Row[] = [];
  beforeAll(() => {
    folder = tableFolder();
  });
  afterAll(() => folder.remove());

  it.each(types)('in %s tables, whatever stands there', (type) => {
    fc.assert(
      fc.property(tableText([...values.keys()]), (text) => {
        const bytes = encodeLossless(text);
        const readable = decodeText(bytes).text;
        const stored = folder.store(type, bytes);
        const document = parsePolicy(readable, { tableType: type });
        const findings = findingsOf(readable, type);
        const kept = document.entries.filter((entry) => isKept(entry, findings));
        // A carriage return before a line break is whitespace to Postfix, and a part of the break to editors.
        const withoutReturns = stored.entries.map((entry) => entry.replaceAll('\r', ''));
        if (type !== 'cdb') expect(withoutReturns.sort()).toEqual(firstOfEach(kept));
        const found = stored.find(document.entries.flatMap(queriesFor));
        for (const entry of document.entries) {
          const warnings = warningsAt(stored, document, entry);
          const isLeftOut = warnings.some((said) => leavingOut.test(said));
          expect(isLeftOut, `${JSON.stringify(entry.line.text)}: ${warnings.join()}`).toBe(!kept.includes(entry));
          const consequence = values.get(wordsOf(trimSpace(valueOf(entry))));
          const isFound = queriesFor(entry).some((query) => found.has(query));
          if (!isLeftOut && isFound && consequence === undefined) continue;
          const isPunished = isLeftOut || !isFound || consequence === 'defers';
          const punishment = isPunished ? 'punishes' : warnings.length > 0 ? 'warns' : 'takes';
          const { start, end } = entry.line.span;
          const said = worstOf(findings.filter(({ span }) => start <= span.start && span.end <= end));
          rows.push({ said, punishment });
          expect(
            agrees(said, punishment) || (punishment === 'warns' && said === 'error'),
            `${JSON.stringify(entry.line.text)}: says ${said}, Postfix ${punishment}: ${warnings.join()}`,
          ).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  const agreeOn = (type: string, text: string): void => {
    const stored = folder.store(type, Buffer.from(text));
    const { entries } = parsePolicyLazily(text, { tableType: type });
    const expected = new Set(firstOfEach(entries.filter(isStored)));
    expect(stored.entries.filter((entry) => !expected.has(entry))).toEqual([]);
    expect(stored.entries).toHaveLength(expected.size);
  };

  it('in a file of 10 MB', () => {
    const lines = Array.from({ length: 90_000 }, (_, index) => bigLine(`d${index}.example`, index));
    const text = lines.join('');
    expect(text.length).toBeGreaterThan(10_000_000);
    agreeOn('texthash', text);
  });

  it.each(types.filter((type) => type !== 'cdb'))('in %s tables with very long lines', (type) => {
    const long = 'x'.repeat(1_000_000);
    agreeOn(type, `a.example secure match=${long}\n# ${long}\nb.example${' '.repeat(1_000_000)}may\nc.example dane\n`);
    agreeOn(type, `a.example secure\n${'  match=.b.example\n# note\n'.repeat(20_000)}c.example dane\n`);
  });

  it.skipIf(!types.includes('lmdb'))('but for keys too long for LMDB, of which the whole table is not built', () => {
    const text = `${'a'.repeat(600)}.example dane\nb.example dane\n`;
    expect(() => folder.store('lmdb', Buffer.from(text))).toThrow('MDB_BAD_VALSIZE');
    expect(worst(text, 'lmdb')).toBe('error');
  });

  it('tells how often both agree', () => {
    expect(rows.length).toBeGreaterThan(300);
    console.log(`${rows.length} lines of generated tables\n${confusionMatrix(rows)}`);
  });
});

/** Whether we say that Postfix stores an entry. */
function isKept({ dropped, line }: PolicyEntry, findings: readonly Finding[]): boolean {
  const isText = !findings.some(
    ({ rule, span }) => rule === 'invalid-utf8' && line.span.start <= span.start && span.end <= line.span.end,
  );
  return dropped === null && isText;
}

function isStored({ dropped }: PolicyEntry): boolean {
  return dropped === null;
}

/** One entry of a big file; some go on in other lines, a few are left out. */
function bigLine(domain: string, index: number): string {
  const plain = `${domain} secure match=.mx.${domain}:mx.${domain}:.backup.example.net:nexthop ciphers=high protocols=>=TLSv1.2 servername=hostname\n`;
  const odd = [
    `"${domain} may\n${domain}\n${domain} dane\n`,
    `.${domain}\tsecure\n# note\n\tmatch=.mx.${domain}\n`,
    `# ${domain} is gone\n\n[mx.${domain}]:587 encrypt   \n`,
  ];
  return odd[index % 50] ?? plain;
}

function valueOf({ key, line }: PolicyEntry): string {
  return line.text.slice(key.text.length);
}

/** `key<tab>value` as an indexed table has them: the first one of each key. */
function firstOfEach(entries: readonly PolicyEntry[]): readonly string[] {
  const stored = new Map<string, string>();
  for (const entry of entries) {
    const { folded } = entry.key;
    if (!stored.has(folded)) stored.set(folded, `${folded}\t${trimSpace(valueOf(entry))}`.replaceAll('\r', ''));
  }
  return [...stored.values()].sort();
}

/** What postmap(1) said of the lines of an entry. */
function warningsAt(
  { warnings }: StoredTable,
  { text, entries }: PolicyDocument,
  entry: PolicyEntry,
): readonly string[] {
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const next = entries[entries.indexOf(entry) + 1];
  const [from, to] = [
    lineAt(entry.line.span.start),
    next === undefined ? Number.POSITIVE_INFINITY : lineAt(next.line.span.start),
  ];
  return warnings.flatMap(({ line, text: said }) => {
    // Only the first line of a file can be indented and continue none; Postfix does not tell its number.
    const isHere =
      line === null ? entry === entries[0] && said.includes(': logical line must') : from <= line && line < to;
    return isHere ? [said] : [];
  });
}

/** The keys that smtp(8) asks for when the next-hop is one that the writer may have had in mind (tls_policy_lookup()). */
function queriesFor({ key }: PolicyEntry): readonly string[] {
  return nextHopsFor(key.text).flatMap((nextHop) => {
    const isName = !/[[\]:]/.test(nextHop) && !/^[\d.]+$/.test(nextHop);
    const parents = isName ? [...nextHop.matchAll(/\./g)].map(({ index }) => nextHop.slice(index)) : [];
    return [nextHop, ...parents];
  });
}
