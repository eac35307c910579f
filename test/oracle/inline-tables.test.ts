import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInlineTable } from '../../server/src/maincf/inline-table';
import { checkExampleSite, parseExampleSite } from '../../server/src/site/example-site';
import { environment, isInstalled, skip } from './machine';

const keys = ['a.example', 'A.Example', 'b.example', '.b.example'] as const;
const values = ['may', 'dane', 'secure match=x', 'none', 'a,b'] as const;

const entry = fc
  .tuple(fc.constantFrom(...keys), fc.constantFrom('=', ' = ', '= '), fc.constantFrom(...values))
  .map((parts) => parts.join(''));
const element = fc.oneof(
  { weight: 2, arbitrary: entry },
  { weight: 4, arbitrary: entry.map((text) => `{${text}}`) },
  { weight: 3, arbitrary: fc.constantFrom('a.example=may', 'A.EXAMPLE=encrypt', 'b.example=none') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('{ }', '{a b=c}', '{a.example=may}x', 'a.example', '={x}', '{ a.example = { b } }'),
  },
);
/** Written by hand, then generated. */
const names = [
  '{}',
  '{ a.example=may }',
  '{ a.example = may }',
  '{a.example=may}x',
  'a.example=may',
  '{a.example=secure match=.b.example}',
  '{ a.example = may, .b.example = secure match=x }',
  '{ A.EXAMPLE = dane }',
  '{{a.example = may}{b.example = dane}}',
  '{{a.example=may},{A.EXAMPLE=dane},a.example=none}',
  ...fc
    .sample(fc.array(element, { minLength: 1, maxLength: 4 }), { numRuns: 20, seed: 7 })
    .map((elements) => `{${elements.join(', ')}}`),
];

/** What postmap(1) answers for a key of `inline:`; null for none. The whole is null where the table can't be opened. */
function answers(name: string): ReadonlyMap<string, string> | null {
  const { stdout, stderr } = spawnSync('postmap', ['-q', '-', `inline:${name}`], {
    env: environment(),
    encoding: 'utf8',
    timeout: 30_000,
    input: keys.join('\n'),
  });
  if (stderr.includes('fatal: ')) return null;
  return new Map(stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t', 2) as [string, string]])));
}

const rulesAt = (name: string) =>
  checkExampleSite(parseExampleSite(`==> main.cf <==\nsmtp_tls_policy_maps = inline:${name}\n`), { severities: {} });

describe.skipIf(skip('inline tables against postmap(1)', isInstalled('postmap') ? null : 'needs postmap'))(
  'an inline table',
  () => {
    it('is read as postmap(1) reads it, and called unusable exactly where that can not open it', () => {
      const seen = { unusable: 0, repeated: 0, mended: 0 };
      for (const name of names) {
        const table = readInlineTable(name);
        const expected = answers(name);
        const findings = rulesAt(name);
        expect('defect' in table, name).toBe(expected === null);
        expect(
          findings.some(({ rule }) => rule === 'unusable-inline-table'),
          name,
        ).toBe(expected === null);
        for (const { newText } of findings.flatMap(({ fixes = [] }) => fixes.flatMap(({ edits }) => edits))) {
          if (expected !== null || !newText.startsWith('inline:')) continue;
          seen.mended++;
          const now = readInlineTable(newText.slice('inline:'.length));
          const mended = answers(newText.slice('inline:'.length));
          expect(mended, newText).not.toBeNull();
          for (const key of keys)
            expect('values' in now && now.values.get(key.toLowerCase()), newText).toBe(mended?.get(key));
        }
        if ('defect' in table || expected === null) {
          seen.unusable++;
          continue;
        }
        for (const key of keys)
          expect(table.values.get(key.toLowerCase()), `${key} in ${name}`).toBe(expected.get(key));
        for (const { message } of findings.filter(({ rule }) => rule === 'repeated-inline-key')) {
          seen.repeated++;
          const [, key = '', winner] = /^(\S+) stands once more .* no effect, (.*) has\. Delete/.exec(message) ?? [];
          expect(winner, message).toBe(
            expected.get(keys.find((each) => each.toLowerCase() === key.toLowerCase()) ?? ''),
          );
        }
      }
      expect(seen.unusable).toBeGreaterThan(5);
      expect(seen.repeated).toBeGreaterThan(5);
      expect(seen.mended).toBeGreaterThan(1);
    });
  },
);
