import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import { readPlace } from '../language/testing/marked-place';
import type { Span } from '../text/span';
import { languageNamed, languages } from './languages';
import { structureOf } from './structures';

function selectionsAt(name: string, text: string, offset: number): readonly Span[] {
  const language = languageNamed(name);
  const structure = language && structureOf(language);
  if (!structure) throw new Error(`${name} has no structure`);
  return structure.selections(language.parse(text), offset);
}

const table = `# ---- A ----
# agreed
a.example secure match=.mx.example:b.example ciphers=high
  protocols=!SSLv2:!TLSv1

b.example may

# ---- B ----
c.example dane
`;

describe('selections', () => {
  it.each<[string, string, string, readonly string[]]>([
    [
      'an element of a value',
      'policy',
      table.replace('mx.ex', 'm▮x.ex'),
      [
        '.mx.example',
        '.mx.example:b.example',
        'match=.mx.example:b.example',
        'secure match=.mx.example:b.example ciphers=high\n  protocols=!SSLv2:!TLSv1',
        'a.example secure match=.mx.example:b.example ciphers=high\n  protocols=!SSLv2:!TLSv1',
        '# agreed\na.example secure match=.mx.example:b.example ciphers=high\n  protocols=!SSLv2:!TLSv1',
        table.slice(0, table.indexOf('\n\n# ---- B')),
        table,
      ],
    ],
    [
      'an element with a sign',
      'policy',
      'a.example secure protocols=!SSLv2:!TL▮Sv1',
      [
        'TLSv1',
        '!TLSv1',
        '!SSLv2:!TLSv1',
        'protocols=!SSLv2:!TLSv1',
        'secure protocols=!SSLv2:!TLSv1',
        'a.example secure protocols=!SSLv2:!TLSv1',
      ],
    ],
    [
      'a rule in blocks of patterns',
      'policy',
      'if /a/\r\n# why\r\nif /b/\r\n/c▮/ may\r\nendif\r\nendif\r\n',
      [
        'c',
        '/c/',
        '/c/ may',
        'if /b/\r\n/c/ may\r\nendif',
        'if /a/\r\n# why\r\nif /b/\r\n/c/ may\r\nendif\r\nendif',
        'if /a/\r\n# why\r\nif /b/\r\n/c/ may\r\nendif\r\nendif\r\n',
      ],
    ],
    [
      'an entry of a table that stands in main.cf',
      'main-cf',
      'smtp_tls_policy_maps = inline:{\n  {a.example = secure\n    match=.b.▮example:c.example}}\n',
      [
        '.b.example',
        '.b.example:c.example',
        'match=.b.example:c.example',
        'secure\n    match=.b.example:c.example',
        'a.example = secure\n    match=.b.example:c.example',
        'inline:{\n  {a.example = secure\n    match=.b.example:c.example}}',
        'smtp_tls_policy_maps = inline:{\n  {a.example = secure\n    match=.b.example:c.example}}',
        'smtp_tls_policy_maps = inline:{\n  {a.example = secure\n    match=.b.example:c.example}}\n',
      ],
    ],
    [
      'a level in an option of master.cf',
      'master-cf',
      'own unix - - y - - smtp\n  -o smtp_tls_policy_maps=static:enc▮rypt\n',
      [
        'encrypt',
        'static:encrypt',
        'smtp_tls_policy_maps=static:encrypt',
        '-o smtp_tls_policy_maps=static:encrypt',
        'own unix - - y - - smtp\n  -o smtp_tls_policy_maps=static:encrypt',
        'own unix - - y - - smtp\n  -o smtp_tls_policy_maps=static:encrypt\n',
      ],
    ],
    ['a key', 'policy', 'a▮.example may\n', ['a.example', 'a.example may', 'a.example may\n']],
    ['a key in brackets', 'policy', '[a.ex▮ample]:25 may', ['a.example', '[a.example]:25', '[a.example]:25 may']],
    [
      'the name of an attribute',
      'policy',
      'a may ciph▮ers=high',
      ['ciphers', 'ciphers=high', 'may ciphers=high', 'a may ciphers=high'],
    ],
    [
      'a comment',
      'policy',
      '# one t▮wo\n# three\na.example may\n\n',
      [
        'two',
        '# one two',
        '# one two\n# three',
        '# one two\n# three\na.example may',
        '# one two\n# three\na.example may\n\n',
      ],
    ],
    [
      'a heading',
      'policy',
      table.replace('- B', '- ▮B'),
      ['B', '# ---- B ----', '# ---- B ----\nc.example dane', table],
    ],
    ['an empty line', 'policy', 'a may\n▮\nb may\n', ['a may\n\nb may\n']],
    ['nothing', 'policy', '▮', ['']],
    [
      'a value of main.cf',
      'main-cf',
      '# c\nx = a, $my▮hostname b\n',
      [
        'myhostname',
        '$myhostname',
        'a, $myhostname b',
        'x = a, $myhostname b',
        '# c\nx = a, $myhostname b',
        '# c\nx = a, $myhostname b\n',
      ],
    ],
  ])('from %s', (_, name, marked, expected) => {
    const { text, offset } = readPlace(marked);
    const whole = text.toString();
    expect(selectionsAt(name, whole, offset).map(({ start, end }) => whole.slice(start, end))).toEqual(expected);
  });

  it('are found in time in a comment of very many lines', () => {
    const text = `${'#\n'.repeat(200_000)}a.example may\n`;
    expect(selectionsAt('policy', text, 200_000)).toHaveLength(4);
    expect(selectionsAt('policy', text, text.length - 5).length).toBeGreaterThan(2);
  });

  it.each(languages.map(({ name }) => name))('of any %s file grow around the place to the whole', (name) => {
    fc.assert(
      fc.property(hostileText, fc.nat(400), (text, at) => {
        const offset = Math.min(at, text.length);
        const found = selectionsAt(name, text, offset);
        expect(found.at(-1)).toEqual({ start: 0, end: text.length });
        for (const [index, { start, end }] of found.entries()) {
          const inner = found[index - 1] ?? { start: offset, end: offset };
          expect(start <= inner.start && inner.end <= end).toBe(true);
          if (index > 0) expect(end - start).toBeGreaterThan(inner.end - inner.start);
        }
      }),
      { numRuns: 300 },
    );
  });
});
