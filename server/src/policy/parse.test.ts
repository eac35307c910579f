import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import { decodeText } from '../text/decode';
import { foldCase } from '../text/fold-case';
import type { PolicyDocument } from './document';
import { formatPolicyValue } from './entry';
import { entriesFor, entryAt, findEntry } from './find';
import { keyOfLine, parsePolicy } from './parse';

/** `key | value as Postfix uses it`, or why the line is dropped. */
function outline({ entries }: PolicyDocument): readonly string[] {
  return entries.map(({ key, value, dropped }) => {
    const text = value.value === null ? '?' : formatPolicyValue(value.value);
    return `${key.folded} | ${dropped ?? text}`;
  });
}

describe('parsing a policy table', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'entries',
      'Example.org dane\n.example.org  secure match=a\n',
      ['example.org | dane', '.example.org | secure match=a'],
    ],
    ['blanks of all kinds', 'a.b\t \f dane \v\n', ['a.b | dane']],
    ['CRLF', 'a.b dane\r\nc.d may\r\n', ['a.b | dane', 'c.d | may']],
    ['no final line break', 'a.b dane', ['a.b | dane']],
    ['a value on the next line', 'a.b\n  dane\n', ['a.b | dane']],
    [
      'a value over several lines',
      'a.b secure\n  match=x\n# no\n\tciphers=high\nc.d may\n',
      ['a.b | secure match=x ciphers=high', 'c.d | may'],
    ],
    ['a bare key', 'a.b\nc.d dane\n', ['a.b | missing-value', 'c.d | dane']],
    ['a bare key with blanks', 'a.b  \t\r\n', ['a.b | missing-value']],
    ['an indented first line', ' a.b dane\nc.d may\n', ['a.b | indented', 'c.d | may']],
    ['a key in quotes', '"a b" dane\n', ['"a b" | dane']],
    ['a quote inside a key', 'a"b c"d dane\n', ['a"b c"d | dane']],
    ['a quote that is not closed', '"a.b dane\nc.d may\n', ['"a.b dane | unbalanced-quote', 'c.d | may']],
    ['a protected quote', 'a\\"b dane\n', ['a\\"b | dane']],
    ['a protected blank', 'a\\ b dane\n', ['a\\ b | dane']],
    ['a value that Postfix refuses', 'a.b securee\n', ['a.b | ?']],
    ['NUL behind the value', 'a.b dane\0 x\n', ['a.b | dane']],
    ['NUL behind the key', 'a.b\0 dane\nc.d may\n', ['a.b | missing-value', 'c.d | may']],
    ['NUL first', '\0a.b dane\nc.d may\n', [' | missing-value', 'c.d | may']],
    ['a byte order mark belongs to the key', '\ufeffa.b dane\n', ['\ufeffa.b | dane']],
  ])('%s', (_, text, expected) => {
    expect(outline(parsePolicy(text, { tableType: 'hash' }))).toEqual(expected);
  });

  it.each<[string, string, string | null, readonly string[]]>([
    ['by the type', '/^a$/ dane\n/b c/i may\n', 'regexp', ['/^a$/ | dane', '/b c/i | may']],
    ['by the content', 'if /x/\n/^A$/ dane\nendif\n', null, ['/^A$/ | dane']],
    ['not by the content where the type says no', '/^a$/ dane\n', 'hash', ['/^a$/ | dane']],
    ['with a value known at the lookup only', '/^(.*)$/ secure match=$1\n', 'pcre', ['/^(.*)$/ | ?']],
    ['without a value', '/^a$/\n', 'pcre', ['/^a$/ | missing-value']],
    ['an unknown type is judged by the content', '/^a$/ dane\n', 'mysql', ['/^a$/ | dane']],
  ])('patterns %s', (_, text, tableType, expected) => {
    expect(outline(parsePolicy(text, { tableType }))).toEqual(expected);
  });

  it('knows patterns from keys', () => {
    const kinds = (tableType: string | null) => parsePolicy('/a/ dane\n', { tableType }).entries[0]?.key.kind;
    expect([kinds('hash'), kinds('pcre'), kinds(null)]).toEqual(['other', 'pattern', 'pattern']);
  });

  it('makes one entry of each logical line, at its place', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom('hash', 'pcre', null), (text, tableType) => {
        const document = parsePolicy(text, { tableType });
        const { lines, entries, hasPatterns } = document;
        if (hasPatterns) expect(entries.length).toBeLessThanOrEqual(lines.length);
        else expect(entries.map(({ line }) => line)).toEqual(lines);
        for (const { line, key, value } of entries) {
          expect(key.span.start).toBeGreaterThanOrEqual(line.span.start);
          expect(key.span.end).toBeLessThanOrEqual(value.span.start);
          expect(key.folded).toBe(hasPatterns ? key.text : foldCase(key.text));
          expect(keyOfLine(line, document)).toBe(key.folded);
          expect(value.span.end).toBeLessThanOrEqual(line.span.end);
          if (line.pieces.length === 1) expect(text.slice(key.span.start, key.span.end)).toBe(key.text);
        }
      }),
    );
  });

  it('reads CRLF as LF', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const unix = text.replaceAll('\r', '');
        const outlineOf = (source: string) => outline(parsePolicy(source, { tableType: 'hash' }));
        expect(outlineOf(unix.replaceAll('\n', '\r\n'))).toEqual(outlineOf(unix));
      }),
    );
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('texthash', 'regexp', null),
        (bytes, tableType) => {
          const { text } = decodeText(bytes);
          expect(parsePolicy(text, { tableType }).text).toBe(text);
        },
      ),
    );
  });
});

describe('finding entries', () => {
  const text = '# x\na.b dane\n\nc.d\n  may\nA.B\nA.b secure\nbare.example\n';
  const document = parsePolicy(text);

  it.each<[string, number, string | null]>([
    ['before all', 0, null],
    ['at the start of a line', 4, 'a.b'],
    ['at the end of a line', 12, 'a.b'],
    ['between lines', 13, null],
    ['on a continuation', 20, 'c.d'],
    ['behind all', text.length, null],
  ])('%s', (_, offset, key) => {
    expect(entryAt(document, offset)?.key.text ?? null).toBe(key);
  });

  it('at every offset agrees with a plain search', () => {
    fc.assert(
      fc.property(hostileText, fc.nat({ max: 200 }), (hostile, offset) => {
        const parsed = parsePolicy(hostile);
        const plain = parsed.entries.find(({ line }) => line.span.start <= offset && offset <= line.span.end);
        expect(entryAt(parsed, offset)).toBe(plain ?? null);
      }),
    );
  });

  it('finds what Postfix finds: the first one that is stored, in any case', () => {
    expect(entriesFor(document, 'A.B').map(({ key }) => key.text)).toEqual(['a.b', 'A.B', 'A.b']);
    expect(findEntry(document, 'a.B')?.value.value?.level).toBe('dane');
    expect(findEntry(document, 'bare.example')?.dropped).toBe('missing-value');
    expect(findEntry(document, 'x.y')).toBeNull();
  });
});
