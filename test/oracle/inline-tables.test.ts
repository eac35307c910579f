import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readInlineTable } from '../../server/src/maincf/inline-table';
import { checkExampleSite, parseExampleSite } from '../../server/src/site/example-site';
import { consequenceOf } from './consequence';
import type { Delivery } from './delivery';
import type { PolicyTablesInput, PolicyTablesOutput } from './inside/policy-tables';
import { environment, isInstalled, namespaceFor, skip } from './machine';
import { runInside } from './namespace';

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
  '{a.example\\=may}',
  '{a.example\\=may=may}',
  '{{"a.example" = may}}',
  '{{"a=b" = may}, a.example=dane}',
  '{{"a.example = may}}',
  '{{a.example"=b"c = may}}',
  '{{a.example\\ = may}}',
  '{{a.example b = may}}',
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

const nextHops = ['a.example', 'b.example', 'c.example', 'x', 'y'] as const;

/** A table that stands in main.cf, of keys and values, some of which make a policy only together with others. */
const { list } = fc.letrec<{ list: string; table: string; entry: string }>((tie) => ({
  list: fc.oneof(
    {
      weight: 2,
      arbitrary: fc
        .array(tie('table'), { minLength: 1, maxLength: 3 })
        .map((tables) => `unionmap:{${tables.join(', ')}}`),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(tie('table'), { minLength: 1, maxLength: 3 })
        .map((tables) => `pipemap:{${tables.join(' ')}}`),
    },
    { weight: 1, arbitrary: tie('table') },
  ),
  table: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    {
      weight: 6,
      arbitrary: fc
        .array(tie('entry'), { minLength: 1, maxLength: 3 })
        .map((entries) => `inline:{${entries.join(', ')}}`),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'static:may',
        'static:ciphers=high',
        'static:{}',
        'static:{encrypt ciphers=high}',
        'static:x',
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'randmap:{may}',
        'randmap:{x, x}',
        'static:{may}x',
        'inline:{ a.example = may }',
        'unionmap:{}',
      ),
    },
    { weight: 1, arbitrary: tie('list') },
  ),
  entry: fc
    .tuple(
      fc.constantFrom('a.example', 'B.example', 'b.example', 'x', 'Y'),
      fc.constantFrom(
        'may',
        'encrypt',
        'securee',
        'ciphers=high',
        'x',
        'y',
        '',
        'none',
        'encrypt ciphers=high',
        'may match=x',
      ),
    )
    .map(([key, value]) => `{${key} = ${value}}`),
}));

/** Written by hand, then generated. */
const lists: readonly string[] = [
  'randmap:{may, may}',
  'randmap:{{may}}',
  'randmap:{{may ciphers=high}, {may ciphers=high}}',
  'randmap:{may}x',
  'randmap:{}',
  'unionmap:{inline:{a.example=encrypt}, inline:{a.example=may, b.example=may}}',
  'unionmap:{static:may, inline:{a.example=ciphers=high, b.example=match=x}}',
  'unionmap:{inline:{a.example=may}, static:ciphers=high}',
  'unionmap:{static:{}, inline:{a.example=may, b.example=}}',
  'unionmap:{inline:{a.example=securee}}',
  'unionmap:{static:{}}',
  'pipemap:{unionmap:{static:{}}, static:{}}',
  'unionmap:{static:may}x',
  'unionmap:{static:may, inline:{ a.example = may }}',
  'pipemap:{inline:{a.example=X, b.example=y}, inline:{x=may}}',
  'pipemap:{inline:{a.example=x}, inline:{x=securee, y=may}}',
  'pipemap:{inline:{a.example=x}, inline:{x=may, y=securee}}',
  'pipemap:{inline:{a.example=x}, inline:{ x = may }}',
  'pipemap:{inline:{a.example=}, static:may}',
  'pipemap:{inline:{a.example=x}, inline:{x=}}',
  'pipemap:{randmap:{x}, unionmap:{inline:{x=may}, static:ciphers=high}}',
  'pipemap:{unionmap:{inline:{a.example=x}, inline:{a.example=y}}, inline:{{x,y = may}}}',
  ...fc.sample(list, { numRuns: 40, seed: 3 }),
];

const machine = namespaceFor(['postfix', 'postmap', 'postconf', 'ip', 'unshare']);

describe.skipIf(skip('nested tables against smtp(8)', 'reason' in machine ? machine.reason : null))(
  'tables inside of tables',
  () => {
    let deliveries: readonly Delivery[] = [];
    const recipientOf = (index: number, nextHop: string): string => `${nextHop}@nested-${index}.invalid`;

    beforeAll(async () => {
      if (!('unshare' in machine)) return;
      const tables = lists.map((maps, index) => ({
        id: `nested-${index}`,
        maps,
        recipients: nextHops.map((nextHop) => recipientOf(index, nextHop)),
        nextHops: Object.fromEntries(nextHops.map((nextHop) => [recipientOf(index, nextHop), nextHop])),
      }));
      const input: PolicyTablesInput = { tables, names: [...nextHops] };
      ({ deliveries } = await runInside<PolicyTablesOutput>(machine.unshare, 'policy-tables.ts', input));
    });

    it.each(lists.map((maps, index) => ({ maps, index })))('smtp(8) agrees about $maps', ({ maps, index }) => {
      const text = `==> main.cf <==\nsmtp_tls_policy_maps = ${maps}\n`;
      const errors = checkExampleSite(parseExampleSite(text), { severities: {} }).filter(
        ({ severity }) => severity === 'error',
      );
      const seen = nextHops.map((nextHop) =>
        deliveries.find(({ recipient }) => recipient === recipientOf(index, nextHop)),
      );
      const punished = seen.some((delivery) => delivery !== undefined && consequenceOf(delivery) === 'defers');
      const told = errors.filter(({ rule }) => rule !== 'unanswered-in-pipemap');
      expect(told.length > 0, `${JSON.stringify(told)}\n${JSON.stringify(seen)}`).toBe(punished);
    });
  },
);
