import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContinuationStyle, continuationStyles } from '../../server/src/language/structure';
import { languageNamed } from '../../server/src/languages/languages';
import { structureOf } from '../../server/src/languages/structures';
import { applyEdits } from '../../server/src/text/span';
import { hostileText } from './hostile-text';
import { blanks, entry, isInstalled, oddEntry, sharedLines, tableView, told, type View } from './told-by-postfix';

const views: readonly View[] = [
  tableView,
  { language: 'main-cf', file: 'main.cf', command: ['postconf', '-c', '.', '-n'] },
];

function formatted(name: string, text: string, align: boolean, continuation: ContinuationStyle): string {
  const language = languageNamed(name);
  const structure = language && structureOf(language);
  if (!structure) throw new Error(`${name} can not be formatted`);
  return applyEdits(text, structure.format(language.parse(text), { align, continuation }));
}

const parameter = fc.tuple(fc.nat(99), blanks, blanks).map(([n, gap, end]) => `p${n}${gap}=${gap}some  words${end}`);
/** Nothing that is fatal in a main.cf: a program of Postfix then waits for a second before it ends. */
const lines: Readonly<Record<View['language'], fc.Arbitrary<string>>> = {
  policy: fc.oneof(entry, entry, oddEntry, hostileText, ...sharedLines),
  'main-cf': fc.oneof(parameter, parameter, fc.constant('relayhost='), ...sharedLines),
};
const textsOf = ({ language }: View) =>
  fc
    .tuple(fc.array(lines[language], { minLength: 2, maxLength: 30 }), fc.constantFrom('\n', '\r\n'))
    .map(([all, lineBreak]) => all.join(lineBreak));

const style = fc.constantFrom(...continuationStyles);

describe.skipIf(!isInstalled).each(views)('Postfix, which this test needs installed ($command.0)', (view) => {
  it('reads from a formatted file what it read before', { timeout: 120_000 }, async () => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(textsOf(view), fc.boolean(), style, async (before, align, continuation) => {
        const after = formatted(view.language, before, align, continuation);
        if (after === before) return;
        changed += 1;
        const [now, then] = [await told(view, after), await told(view, before)];
        if (continuation === 'keep') expect(now).toBe(then);
        // Blanks before a line that goes on are stored, and skipped when the value is read; joined lines move those below.
        const alike = (text: string) => text.replaceAll(/[ \t\r]+/g, ' ').replaceAll(/line \d+/g, 'line');
        expect(alike(now)).toBe(alike(then));
      }),
      { numRuns: 40 },
    );
    expect(changed).toBeGreaterThan(10);
  });
});
