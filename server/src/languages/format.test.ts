import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import { type ContinuationStyle, continuationStyles } from '../language/structure';
import type { MainCfDocument } from '../maincf/document';
import type { MasterCfDocument } from '../mastercf/document';
import type { PolicyDocument } from '../policy/document';
import { trimSpace } from '../text/ascii';
import { splitLogicalLines } from '../text/logical-lines';
import { applyEdits } from '../text/span';
import { languageNamed, languages } from './languages';
import { structureOf } from './structures';

function format(
  name: string,
  text: string,
  align: boolean,
  tableType: string | null = null,
  continuation: ContinuationStyle = 'keep',
): string {
  const language = languageNamed(name);
  const structure = language && structureOf(language);
  if (!structure) throw new Error(`${name} can not be formatted`);
  return applyEdits(text, structure.format(language.parse(text, { tableType }), { align, continuation }));
}

describe('formatting', () => {
  it.each<[string, string, string, string]>([
    ['nothing', 'policy', '', ''],
    ['nothing but blanks', 'policy', ' \n\t\n', ''],
    [
      'the blanks behind a key',
      'policy',
      'a.example\t \tsecure  match=x.example\n',
      'a.example secure  match=x.example\n',
    ],
    ['hand-made columns', 'policy', 'a.example    may\nbb.example   may\n', 'a.example may\nbb.example may\n'],
    ['the end of lines', 'policy', 'a.example may \t\n \t\nb.example may\n', 'a.example may\n\nb.example may\n'],
    ['the end of the file', 'policy', 'a.example may', 'a.example may\n'],
    ['the end of a file of comments', 'policy', '# a  ', '# a  \n'],
    ['blank lines at the end', 'policy', 'a.example may\n\n \n\n', 'a.example may\n'],
    ['CRLF', 'policy', 'a.example  may \r\n \r\nb.example\tmay\r\n\r\n', 'a.example may\r\n\r\nb.example may\r\n'],
    [
      'the missing end of a CRLF file',
      'policy',
      'a.example may\r\nb.example may',
      'a.example may\r\nb.example may\r\n',
    ],
    ['a rule of a pattern table', 'policy', 'if /x/ \n/^ab$/i  \tmay\nendif\n', 'if /x/\n/^ab$/i may\nendif\n'],
    ['parameters', 'main-cf', 'a=b\nc\t=\td e  f \nmyhostname =\n', 'a = b\nc = d e  f\nmyhostname =\n'],
    ['an empty value', 'main-cf', 'a=  \n', 'a =\n'],
    ['the name of a continued value', 'main-cf', 'a=\n  b,\n\tc \n', 'a =\n  b,\n\tc\n'],
  ])('mends %s', (_, name, before, after) => {
    expect(format(name, before, false)).toBe(after);
  });

  it.each<[string, string, string]>([
    ['comments', 'policy', '#a  \n  # b\t\na.example may\n'],
    ['continued lines', 'policy', 'a.example\n\tsecure  \n  # c \n  match=b.example\n'],
    ['bare keys', 'policy', 'a.example  \n\t\tmay\nb.example  \n'.slice(19)],
    ['an indented first line', 'policy', '  a.example   may  \n'],
    ['quoted keys', 'policy', '"a b"   may\n"c   may  \n'],
    ['patterns with other delimiters', 'policy', '|^a  b$|   may\n'],
    ['patterns with blanks, of a table of no type', 'policy', '/^a  b$/   may\n'],
    ['escapes in keys', 'policy', 'a\\ b   may\n'],
    ['patterns that are not closed', 'policy', '/^a$/ may\n/^b   may\n'],
    ['lines with NUL', 'policy', 'a.example  may\0  \n'],
    ['white space of other kinds', 'policy', 'a.example \v may\f\n'],
    ['a parameter without an equals sign', 'main-cf', 'a  b  \n'],
    ['a parameter without a name', 'main-cf', 'c = d\n=  b  \n'],
    ['an equals sign on another line', 'main-cf', 'a\n  =  b\n'],
  ])('leaves %s', (_, name, text) => {
    expect(format(name, text, false)).toBe(text);
    expect(format(name, text, true)).toBe(text);
  });

  it.each<[string, string, string, string]>([
    [
      'in each block',
      'policy',
      'a.example may\n# between\nbb.example\tdane\n\nccccc.example   secure\nd.example secure\n',
      'a.example  may\n# between\nbb.example dane\n\nccccc.example secure\nd.example     secure\n',
    ],
    [
      'around lines without a value',
      'policy',
      'a.example may\nbbbbbbbb.example\ncc.example may\n',
      'a.example  may\nbbbbbbbb.example\ncc.example may\n',
    ],
    [
      'beside a key that is too long',
      'policy',
      `a may\nbb may\n${'c'.repeat(61)}   may\n`,
      `a  may\nbb may\n${'c'.repeat(61)} may\n`,
    ],
    ['by characters', 'policy', '𝔡.example may\nbb.example may\n', '𝔡.example  may\nbb.example may\n'],
    ['of main.cf', 'main-cf', 'a=b\nccc = d\n\ne  = f\n', 'a   = b\nccc = d\n\ne = f\n'],
  ])('aligns %s', (_, name, before, after) => {
    expect(format(name, before, true)).toBe(after);
  });
});

describe('lines in which an entry goes on', () => {
  const folded = 'a.example\n\tsecure  \n  match=x\n';
  it.each<[ContinuationStyle, string, string]>([
    ['keep', folded, folded],
    ['indent', folded, 'a.example\n    secure  \n    match=x\n'],
    ['join', folded, 'a.example secure match=x\n'],
    ['join', 'a.example secure \r\n\tmatch=x \r\nb dane\r\n', 'a.example secure match=x\r\nb dane\r\n'],
    ['indent', 'a secure\n # c\n\tmatch=x\n', 'a secure\n # c\n    match=x\n'],
  ])('%s: %j becomes %j', (style, before, after) => {
    expect(format('policy', before, false, null, style)).toBe(after);
  });

  it.each<[string, string]>([
    ['around a comment', 'a secure\n# c\n  match=x\n'],
    ['around an empty line', 'a secure\n\n  match=x\n'],
    ['that would get long', `a secure\n  match=${'x'.repeat(120)}\n`],
    ['with a mistake', 'a secure\n  b may\n'],
    ['with braces', 'a secure\n  { match = x }\n'],
    ['of patterns', '/a/ secure\n  match=x\n'],
    ['behind what is no key', '<a.example>\n  secure\nb.example secure\n'],
  ])('are not joined %s', (_, text) => {
    expect(format('policy', text, true, null, 'join')).toBe(text);
  });

  it('take part in columns once they are joined', () => {
    const text = 'aaa may\nb\n  secure\n  match=x\n';
    expect(format('policy', text, true, null, 'join')).toBe('aaa may\nb   secure match=x\n');
    expect(format('main-cf', 'a = b\n  c\n', true, null, 'join')).toBe('a = b\n  c\n');
  });
});

/** What Postfix reads of a text, outer blanks aside. */
function meaning(name: string, text: string, tableType: string | null): readonly unknown[] {
  const document = languageNamed(name)?.parse(text, { tableType }) as
    | PolicyDocument
    | MainCfDocument
    | MasterCfDocument;
  if ('services' in document) return document.lines.map(({ text: line }) => trimSpace(line));
  if ('parameters' in document)
    return document.parameters.map(({ name: { text: own }, value, defect }) => [own, value.text, defect]);
  return document.entries.map(({ key, line, dropped }) => [
    key.text,
    trimSpace(line.text.slice(key.text.length)),
    dropped,
  ]);
}

describe.each(languages.map((language) => [language.name, language] as const))(
  'formatting any %s file',
  (name, language) => {
    const examples = language.rules.flatMap(({ bad, good }) => [...bad, ...good]).map(({ text }) => text);
    const texts = fc
      .array(fc.oneof(hostileText, fc.constantFrom(...examples), fc.constantFrom(' ', '\t', '\n', '\r\n', '\n \n')), {
        maxLength: 6,
      })
      .map((parts) => parts.join(''));
    const types = fc.constantFrom(null, 'texthash', 'pcre');
    const styles = fc.constantFrom(...continuationStyles);

    it('changes no key and no value, and no comment by a byte', () => {
      let changed = 0;
      fc.assert(
        fc.property(texts, fc.boolean(), types, styles, (before, align, tableType, style) => {
          const after = format(name, before, align, tableType, style);
          if (after !== before) changed += 1;
          const read = (text: string) =>
            // Postfix keeps the blanks before a line that goes on, and skips them when it reads the value.
            JSON.stringify(meaning(name, text, tableType)).replace(
              style === 'keep' ? /$^/ : /(?: |\\[trf]|\\u000b)+/g,
              ' ',
            );
          expect(read(after)).toBe(read(before));
          const comments = (text: string) => splitLogicalLines(text).comments.map((comment) => comment.text);
          expect(comments(after)).toEqual(comments(before));
          // Lines stay where they are, so that references to them hold.
          if (style !== 'join') expect(after.trimEnd().split('\n')).toHaveLength(before.trimEnd().split('\n').length);
        }),
        { numRuns: 500 },
      );
      expect(changed).toBeGreaterThan(100);
    });

    it('is done after one time', () => {
      fc.assert(
        fc.property(texts, fc.boolean(), types, styles, (before, align, tableType, style) => {
          const once = format(name, before, align, tableType, style);
          expect(format(name, once, align, tableType, style)).toBe(once);
        }),
        { numRuns: 500 },
      );
    });

    it('keeps line breaks', () => {
      fc.assert(
        fc.property(texts, fc.boolean(), (text, align) => {
          const before = text.replace(/\r*\n/g, '\r\n');
          fc.pre(before.includes('\n'));
          expect(format(name, before, align).replace(/\r\n/g, '')).not.toContain('\n');
        }),
      );
    });
  },
);
