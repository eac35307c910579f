import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import { parsePolicy } from './parse';
import { policyTokens } from './tokens';

function tokens(text: string, tableType: string | null = null): readonly string[] {
  const document = parsePolicy(text, { tableType });
  return policyTokens(document, { start: 0, end: text.length }, 100).map(
    ({ span, type, isVoid }) => `${type}${isVoid ? ' void' : ''} ${text.slice(span.start, span.end)}`,
  );
}

describe('words that the grammar can not know', () => {
  it.each<[string, string, string | null, readonly string[]]>([
    ['none in plain entries', 'a.example may\n.a.example secure match=nexthop:.mx.example\nb.example\n', null, []],
    [
      'keys that no next-hop equals',
      'a.example. may\n*.b may\nx@y may\n',
      null,
      ['property void a.example.', 'property void *.b', 'property void x@y'],
    ],
    [
      'entries that one above overrides',
      'A.example may\na.example dane\na.example may\n',
      'hash',
      ['property void a.example', 'property void a.example'],
    ],
    ['a key that stands above without a value overrides nothing', 'a.example\na.example may\n', null, []],
    ['patterns of any delimiter, by the type', '|^a$|i may\n', 'pcre', ['regexp |^a$|i']],
    ['paths that look like patterns, by the type', '/a/ may\n', 'texthash', ['property /a/']],
    ['sockets', '/var/run/x may\n', null, ['property /var/run/x']],
    [
      'names that no certificate has',
      'a secure match=nexhop:b.example:10.0.0.1\n',
      null,
      ['string void nexhop', 'string void 10.0.0.1'],
    ],
    ['digests', 'a fingerprint match=nexthop|aa:bb\n', null, ['number nexthop', 'number aa:bb']],
    ['a line that is dropped', '  a may\n"b may\n', null, ['property void a', 'property void "b may']],
  ])('%s', (_, text, tableType, expected) => {
    expect(tokens(text, tableType)).toEqual(expected);
  });

  it('are those of the span, and of no more entries than wanted', () => {
    const text = 'a. may\nb secure\n  match=nexhop\nc. may\n';
    const document = parsePolicy(text);
    const keys = (start: number, end: number, most = 9) =>
      policyTokens(document, { start, end }, most).map(({ span }) => text.slice(span.start, span.end));
    expect(keys(text.indexOf('match'), text.indexOf('c.'))).toEqual(['nexhop']);
    expect(keys(0, text.length, 1)).toEqual(['a.']);
    expect(keys(text.length, text.length)).toEqual([]);
  });

  it('of any text are in order, apart and on one line', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(null, 'hash', 'pcre'), (text, tableType) => {
        let last = 0;
        for (const { span } of policyTokens(parsePolicy(text, { tableType }), { start: 0, end: text.length }, 100)) {
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(text.slice(span.start, span.end)).toMatch(/^[^\n]+$/);
          last = span.end;
        }
      }),
      { numRuns: 500 },
    );
  });
});
