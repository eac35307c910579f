import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { continuationStyles, type FormatOptions } from '../../server/src/language/structure';
import { languageNamed } from '../../server/src/languages/languages';
import { structureOf } from '../../server/src/languages/structures';
import { encodeLossless } from '../../server/src/text/lossless';
import { applyEdits } from '../../server/src/text/span';
import { isInstalled, skip, tableTypes } from './machine';
import { type TableFolder, tableFolder } from './postmap';
import { tableText } from './table-texts';

const skipped = skip('formatted tables against postmap(1)', isInstalled('postmap') ? null : 'needs postmap');
const typesAmong = (wanted: readonly string[]) => wanted.filter((type) => !skipped && tableTypes().includes(type));

/** Each with both ways to place values. */
const styles = continuationStyles.flatMap((continuation) => [true, false].map((align) => ({ align, continuation })));

function formatted(text: string, type: string, style: FormatOptions): string {
  const language = languageNamed('policy');
  const structure = language && structureOf(language);
  if (!structure) throw new Error('policy tables can not be formatted');
  return applyEdits(text, structure.format(language.parse(text, { tableType: type }), style));
}

/** As format leaves it: blanks between words do not count where a value goes on in other lines. */
const alike = (texts: readonly string[]): readonly string[] =>
  texts.map((text) => text.replaceAll(/[ \t\r]+/g, ' ').trimEnd());
const words = ({ text }: { readonly text: string }): string =>
  alike([text.replaceAll(/\S*table-\d+|line \d+/g, '')])[0] ?? '';

const gap = fc.constantFrom(' ', '\t', '   ', ' \t ');
const rule = fc
  .tuple(
    fc.constantFrom(
      '/^a/',
      '!/^a/',
      '/example$/i',
      '/^(.*)\\.b$/',
      '/x y/',
      '/^[^.]+\\.example$/',
      '/^a/!/b/',
      'bare',
      '/open',
    ),
    gap,
    fc.constantFrom('may', 'secure match=$1', 'secure  match=c', 'dane-only', ''),
    fc.constantFrom('', ' ', '\t', '\n  ciphers=high', '\n# note\n\tciphers=high '),
  )
  .map(([pattern, blanks, value, end]) => `${pattern}${blanks}${value}${end}`);
const between = fc.constantFrom(
  '',
  '# note  ',
  'if /example/',
  'if  !/^x/ ',
  'endif',
  '  endif',
  '  /^indented/ may',
  ' ',
);
const patternText = fc
  .array(fc.oneof({ weight: 3, arbitrary: rule }, { weight: 1, arbitrary: between }), { minLength: 20, maxLength: 40 })
  .map((lines) => lines.join('\n'));
const keys = ['a.example', 'b.example', 'x.b', 'a.b', 'x y', 'bare', 'indented', 'xa.example', '.example', 'A.EXAMPLE'];

describe.skipIf(skipped)('a formatted table is the same table to postmap(1)', () => {
  let folder: TableFolder;
  beforeAll(() => {
    folder = tableFolder();
  });
  afterAll(() => folder.remove());

  it.each(typesAmong(['texthash', 'hash', 'btree', 'lmdb', 'cdb']))('of type %s: keys, values, warnings', (type) => {
    const texts = fc.sample(tableText(['may', 'secure  match=b', 'dane']), { numRuns: 3, seed: 5 });
    let changed = 0;
    for (const [index, text] of texts.entries()) {
      const after = formatted(
        text,
        type,
        styles[(index * 2 + 1) % styles.length] ?? { align: false, continuation: 'keep' },
      );
      if (after === text) continue;
      changed++;
      const [now, then] = [folder.store(type, encodeLossless(after)), folder.store(type, encodeLossless(text))];
      expect(alike(now.entries)).toEqual(alike(then.entries));
      expect(now.warnings.map(words)).toEqual(then.warnings.map(words));
    }
    expect(changed).toBeGreaterThan(0);
  });

  it.each(typesAmong(['regexp', 'pcre']))('of type %s: what each key is answered, and warnings', (type) => {
    const texts = fc.sample(patternText, { numRuns: 6, seed: 5 });
    let changed = 0;
    for (const [index, text] of texts.entries()) {
      const after = formatted(text, type, styles[index % styles.length] ?? { align: false, continuation: 'keep' });
      if (after === text) continue;
      changed++;
      const [now, then] = [encodeLossless(after), encodeLossless(text)].map((bytes) => folder.ask(type, bytes, keys));
      expect(now && [...now.answers].map(([key, value]) => alike([key, value]))).toEqual(
        then && [...then.answers].map(([key, value]) => alike([key, value])),
      );
      expect(now?.warnings.map(words)).toEqual(then?.warnings.map(words));
    }
    expect(changed).toBeGreaterThan(0);
  });
});
