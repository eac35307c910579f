import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarks } from '../../../test/unit/marked-text';
import { findSuppressions } from '../language/suppression';
import { applyEdits, type Span } from '../text/span';
import { parsePolicy } from './parse';
import { sortEntries } from './sort';
import type { SortOrder } from './sort-order';

function sort(text: string, order: SortOrder = 'domain', within: Span | null = null): string {
  const sorted = sortEntries(parsePolicy(text), order, within);
  return 'edits' in sorted ? applyEdits(text, sorted.edits) : `refused: ${sorted.refused}`;
}

describe('sorting', () => {
  it.each<[string, string, string]>([
    ['nothing', '', ''],
    [
      'by domain, the names below behind it',
      '.b.example may\nB.example may\na.example may\n',
      'a.example may\nB.example may\n.b.example may\n',
    ],
    [
      'hosts beside their domain, addresses behind all names',
      '192.0.2.1 secure match=x.example\n[b.example]:25 may\n[::1] may\nb.example:25 may\nb.example may\n',
      'b.example may\nb.example:25 may\n[b.example]:25 may\n192.0.2.1 secure match=x.example\n[::1] may\n',
    ],
    [
      'comments with their entry',
      '# b\n#  too\nb.example may\na.example may\n',
      'a.example may\n# b\n#  too\nb.example may\n',
    ],
    [
      'continued lines whole',
      'b.example secure\n # in b\n\n  match=x\na.example may\n',
      'a.example may\nb.example secure\n # in b\n\n  match=x\n',
    ],
    [
      'within sections',
      '# --- B ---\nd may\nc may\n# --- A ---\nb may\na may\n',
      '# --- B ---\nc may\nd may\n# --- A ---\na may\nb may\n',
    ],
    [
      'around comments of their own',
      'd may\nc may\n# alone\n\nb may\na may\n',
      'c may\nd may\n# alone\n\na may\nb may\n',
    ],
    ['blank lines in their places', 'c may\n\nb may\na may\n', 'a may\n\nb may\nc may\n'],
    ['a file without a final line break', 'b may\na may', 'a may\nb may'],
    ['CRLF', '# b\r\nb may\r\na may\r\n', 'a may\r\n# b\r\nb may\r\n'],
    ['bare keys, too', 'b\na may\n', 'a may\nb\n'],
    [
      'equal duplicates in their order',
      'b may\nA.example dane\na.example  DANE\n',
      'A.example dane\na.example  DANE\nb may\n',
    ],
    ['behind an indented first line', '  b may\nd may\nc may\n', '  b may\nc may\nd may\n'],
    [
      'comments for this program across blank lines',
      'b may\n# tls-policy-lint: disable-next-line unsafe-level-may -- x\n\na may\n',
      '# tls-policy-lint: disable-next-line unsafe-level-may -- x\n\na may\nb may\n',
    ],
    [
      'what is said of the file in its place',
      '# tls-policy-lint: postfix 3.7\nb may\na may\n',
      '# tls-policy-lint: postfix 3.7\na may\nb may\n',
    ],
  ])('%s', (_, before, after) => {
    expect(sort(before)).toBe(after);
    expect(sort(after)).toBe(after);
  });

  it('by organisational domain keeps those of one together', () => {
    const before =
      'mail.b.co.uk may\na.org may\nx.b.co.uk may\n.b.co.uk may\nb.co.uk may\nmx.a.org may\ny.x.b.co.uk may\nco.uk may\n';
    expect(
      sort(before, 'organisation')
        .split('\n')
        .map((line) => line.replace(' may', '')),
    ).toEqual(['a.org', 'mx.a.org', 'b.co.uk', '.b.co.uk', 'mail.b.co.uk', 'x.b.co.uk', 'y.x.b.co.uk', 'co.uk', '']);
  });

  it.each<[string, string, string]>([
    ['the selected lines alone', 'd may\n«c may\nb may\n»a may\n', 'd may\nb may\nc may\na may\n'],
    ['entries that are selected in part', 'd may\nc «may\n# b\n»b may\na may\n', 'd may\n# b\nb may\nc may\na may\n'],
    ['nothing for one line', 'b may\n«a may\n»', 'b may\na may\n'],
  ])('of a selection moves %s', (_, marked, after) => {
    const { text, spans } = readMarks(marked);
    expect(sort(text, 'domain', spans[0])).toBe(after);
  });

  it.each<[string, string, string]>([
    ['patterns', '/b/ may\n/a/ may\n', 'patterns'],
    ['blocks of patterns', 'if /b/\n/a/ may\nendif\n', 'patterns'],
    ['duplicates with other values', 'b.example may\na may\nB.example dane\n', 'duplicates'],
    ['duplicates that only Postfix knows as such', 'straße.example may\na may\nSTRASSE.example dane\n', 'duplicates'],
  ])('is refused for %s', (_, text, why) => {
    expect(sort(text)).toBe(`refused: ${why}`);
  });

  it('takes the same entries, once, and what they are silenced by, and leaves what postmap finds', () => {
    const key = fc.constantFrom(
      'a.example',
      'A.example',
      '.a.example',
      'b.a.example',
      '[c.example]:25',
      '192.0.2.1',
      'ß',
      'SS',
      '*.d',
      '"e"',
      '"f',
    );
    const value = fc.constantFrom('may', 'dane', 'secure match=x\n # y\n  ciphers=high', '', 'may\r');
    const entry = fc.tuple(key, value).map(([k, v]) => `${k} ${v}\n`);
    const other = fc.constantFrom(
      '# c\n',
      '  # d\n',
      '\n',
      ' \n',
      '# --- S ---\n',
      '  x may\n',
      '\f\n',
      'a may # z\n',
      '# tls-policy-lint: disable-next-line unsafe-level-may -- why\n',
      '# tls-policy-lint: postfix 3.7\n',
      '# tls-policy-test: a.example\n',
    );
    const text = fc.tuple(fc.array(fc.oneof(entry, other), { maxLength: 25 }), fc.boolean()).map(([parts, ends]) => {
      const whole = parts.join('');
      return ends ? whole : whole.replace(/\n$/, '');
    });
    const view = (of: string) => {
      const document = parsePolicy(of);
      const silenced = findSuppressions(document.comments, document.lines).map(({ target }) => target?.text ?? null);
      const entries = document.entries.map(({ line, dropped }) => `${line.text} ${dropped}`).sort();
      const found = new Map<string, string>();
      for (const {
        key: { folded },
        line,
        dropped,
      } of document.entries)
        if (dropped === null && !found.has(folded)) found.set(folded, line.text);
      return {
        entries,
        silenced: silenced.sort(),
        found: [...found].sort(),
        comments: document.comments.length,
        length: of.length,
      };
    };
    fc.assert(
      fc.property(text, fc.constantFrom<SortOrder>('domain', 'organisation'), (before, order) => {
        const sorted = sortEntries(parsePolicy(before), order, null);
        if ('refused' in sorted) return;
        const after = applyEdits(before, sorted.edits);
        expect(view(after)).toEqual(view(before));
        expect(sort(after, order)).toBe(after);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes a large table at once', () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, index) => `# ${index}\nx${(index * 7_919) % 100_000}.example.org dane\n`,
    );
    const after = sort(lines.join(''), 'organisation');
    expect(after.startsWith('# 0\nx0.example.org dane\n')).toBe(true);
    expect(after.length).toBe(lines.join('').length);
  });
});
