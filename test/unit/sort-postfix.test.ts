import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../server/src/policy/parse';
import { sortEntries } from '../../server/src/policy/sort';
import type { SortOrder } from '../../server/src/policy/sort-order';
import { applyEdits } from '../../server/src/text/span';
import { hostileText } from './hostile-text';
import { entry, isInstalled, oddEntry, sharedLines, tableView, told } from './told-by-postfix';

const lines = fc.oneof(
  entry,
  entry,
  oddEntry,
  hostileText,
  ...sharedLines,
  fc.constantFrom('# --- S ---', 'B.example may', 'b.example\tMAY', 'STRASSE.example may', 'straße.example may'),
);
const texts = fc
  .tuple(fc.array(lines, { minLength: 2, maxLength: 30 }), fc.constantFrom('\n', '\r\n'))
  .map(([all, lineBreak]) => all.join(lineBreak));

describe.skipIf(!isInstalled)('Postfix, which this test needs installed', () => {
  it('finds in a sorted table what it found before', { timeout: 120_000 }, async () => {
    let changed = 0;
    const lineless = async (text: string) =>
      (await told(tableView, text))
        .replaceAll(/line \d+/g, 'line')
        .split('\n')
        .sort();
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom<SortOrder>('domain', 'organisation'), async (before, order) => {
        const sorted = sortEntries(parsePolicy(before, { tableType: 'texthash' }), order, null);
        if ('refused' in sorted || sorted.edits.length === 0) return;
        changed += 1;
        expect(await lineless(applyEdits(before, sorted.edits))).toEqual(await lineless(before));
      }),
      { numRuns: 40 },
    );
    expect(changed).toBeGreaterThan(10);
  });
});
