import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import type { OutlineItem } from '../language/structure';
import { languageNamed, languages } from './languages';
import { structureOf } from './structures';

function open(name: string, text: string) {
  const language = languageNamed(name);
  const structure = language && structureOf(language);
  if (!structure) throw new Error(`${name} has no structure`);
  return { structure, document: language.parse(text) };
}

/** One line for each item, indented by its depth. */
function listed(items: readonly OutlineItem[], depth = ''): readonly string[] {
  return items.flatMap(({ name, detail, kind, children }) => [
    `${depth}${kind} ${name}${detail === '' ? '' : `: ${detail}`}`,
    ...listed(children, `${depth}  `),
  ]);
}

describe('the outline', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['of nothing', 'policy', '', []],
    [
      'of entries without sections',
      'policy',
      'a.example secure match=.b.example\nb.example\n',
      ['entry a.example: secure', 'entry b.example'],
    ],
    [
      'of sections',
      'policy',
      'first.example may\n# ---- Institutes ----\na.example secure\n# a note\nb.example dane\n#### Partners\n# == Empty ==\n',
      [
        'entry first.example: may',
        'section Institutes',
        '  entry a.example: secure',
        '  entry b.example: dane',
        'section Partners',
        'section Empty',
      ],
    ],
    [
      'of comments that are no headings',
      'policy',
      '# Institutes\n## Institutes\n# --dry-run\n# -- note\n# ------\n#\n# --- ---\na.example may\n',
      ['entry a.example: may'],
    ],
    ['of a pattern table', 'policy', 'if /x/\n/^a\\.example$/ dane\nendif\n', ['entry /^a\\.example$/: dane']],
    [
      'of a heading inside of a continued line',
      'policy',
      'a.example secure\n# --- B ---\n  match=.b.example\nc.example may\n',
      ['entry a.example: secure', 'section B', '  entry c.example: may'],
    ],
    [
      'of a table that stands in main.cf',
      'main-cf',
      '# == TLS ==\nsmtp_tls_policy_maps =\n  unionmap:{inline:{\n    # a note\n    {a.example = secure}, {b.example = }\n  }, static:{ciphers=high}}\n',
      [
        'section TLS',
        '  parameter smtp_tls_policy_maps: unionmap:{inline:{    {a.example = secure}, {b.example = }  }, static:{ciphers=h',
        '    entry a.example: secure',
        '    entry b.example',
      ],
    ],
    [
      'of a table in an option of master.cf',
      'master-cf',
      'own unix - - y - - smtp\n  -o smtp_tls_policy_maps=inline:{a.example=encrypt}\n',
      ['entry own: unix smtp', '  entry a.example: encrypt'],
    ],
    [
      'of main.cf',
      'main-cf',
      'myhostname = a.example\n# === TLS ===\nsmtp_tls_security_level = dane\nsmtp_tls_policy_maps =\n  texthash:/etc/postfix/tls_policy\n = x\n',
      [
        'parameter myhostname: a.example',
        'section TLS',
        '  parameter smtp_tls_security_level: dane',
        '  parameter smtp_tls_policy_maps: texthash:/etc/postfix/tls_policy = x',
      ],
    ],
  ])('%s', (_, name, text, expected) => {
    const { structure, document } = open(name, text);
    expect(listed(structure.outline(document, 100))).toEqual(expected);
  });
});

it('the outline of a large file tells the first things and the first sections', () => {
  const text = Array.from({ length: 9 }, (_, index) => `# --- S${index} ---\nk${index}.example may\n`).join('');
  const { structure, document } = open('policy', text);
  expect(listed(structure.outline(document, 2))).toEqual([
    'section S0',
    '  entry k0.example: may',
    'section S1',
    '  entry k1.example: may',
  ]);
});

/** The lines of each fold, counted from 1, in the order of the text. */
function foldedLines(name: string, text: string): readonly string[] {
  const { structure, document } = open(name, text);
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  return structure
    .folds(document)
    .map(({ span, kind }) => ({ from: lineOf(span.start), to: lineOf(span.end), kind }))
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .map(({ from, to, kind }) => `${kind} ${from}-${to}`);
}

describe('the folds', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['of nothing', 'policy', '', []],
    ['of comments', 'policy', '# a\n# b\n\n# c\na.example may\n# d\n  # e\n# f\n', ['comment 1-2', 'comment 6-8']],
    ['of CRLF', 'policy', '# a\r\n# b\r\na.example secure\r\n match=.b.example\r\n', ['comment 1-2', 'block 3-4']],
    [
      'of sections',
      'policy',
      '# --- A ---\n# about\n# it\na.example may\n\n\n# --- B ---\nb.example may\n\n',
      ['section 1-4', 'comment 2-3', 'section 7-8'],
    ],
    [
      'of a continued line',
      'policy',
      'a.example secure\n  match=.b.example\n  ciphers=high\nb.example may\n',
      ['block 1-3'],
    ],
    [
      'of blocks of patterns',
      'policy',
      'if /a/\nif /b/\n/c/ may\nendif\n/d/ may\nendif\nendif\nif /e/\n/f/ may\n',
      ['block 1-6', 'block 2-4'],
    ],
    ['of main.cf', 'main-cf', '# a\n# b\nmydestination = a.example,\n  b.example\n', ['comment 1-2', 'block 3-4']],
  ])('%s', (_, name, text, expected) => {
    expect(foldedLines(name, text)).toEqual(expected);
  });
});

describe.each(languages.map(({ name }) => name))('the structure of any %s file', (name) => {
  it('lies in the text, in order, each part in its whole', () => {
    const check = (items: readonly OutlineItem[], from: number, to: number): void => {
      let last = from;
      for (const { name: itemName, span, nameSpan, children } of items) {
        expect(itemName).not.toBe('');
        expect(span.start).toBeGreaterThanOrEqual(last);
        expect(span.end).toBeLessThanOrEqual(to);
        expect(nameSpan.start).toBeGreaterThanOrEqual(span.start);
        expect(nameSpan.end).toBeLessThanOrEqual(span.end);
        check(children, span.start, span.end);
        last = span.start;
      }
    };
    fc.assert(
      fc.property(hostileText, fc.array(fc.constantFrom('\n# --- A ---\n', '\n#### B\n  # c\n')), (some, headings) => {
        const text = [some, ...headings].join(some);
        const { structure, document } = open(name, text);
        check(structure.outline(document, 100), 0, text.length);
        check(structure.outline(document, 2), 0, text.length);
        for (const { span } of structure.folds(document)) {
          expect(span.start).toBeLessThan(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
