import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageNamed } from '../../server/src/languages/languages';
import { structureOf } from '../../server/src/languages/structures';
import { applyEdits } from '../../server/src/text/span';
import { hostileText } from './hostile-text';

const isInstalled = ['postmap', 'postconf'].every((program) => spawnSync(program, ['-?']).error === undefined);

/** What Postfix tells about a file of a name in a folder. */
interface View {
  readonly language: 'policy' | 'main-cf';
  readonly file: string;
  readonly command: readonly [string, ...string[]];
}

const views: readonly View[] = [
  { language: 'policy', file: 'table', command: ['postmap', '-c', '.', '-s', 'texthash:./table'] },
  { language: 'main-cf', file: 'main.cf', command: ['postconf', '-c', '.', '-n'] },
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-format-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** Ends in a parameter that may go on in the lines of a test; of the first one Postfix would not take that. */
const empty = 'compatibility_level = 3.6\nmail_name = x\n';

/** All that Postfix says about a text: what it read, its warnings, its errors. */
async function told({ file, command: [program, ...args] }: View, text: string): Promise<string> {
  writeFileSync(join(folder, 'main.cf'), empty);
  writeFileSync(join(folder, file), file === 'main.cf' ? `${empty}${text}` : text);
  // Of what was written this very second Postfix waits for the next one, lest it reads a half of it.
  for (const written of ['main.cf', file]) utimesSync(join(folder, written), 1_000_000_000, 1_000_000_000);
  const run = promisify(execFile)(program, args, { cwd: folder, encoding: 'latin1', timeout: 30_000 });
  const { stdout, stderr } = await run.catch((error: unknown) => error as { stdout: string; stderr: string });
  // A line that is left out is quoted with the blanks and the carriage return that end it; nobody reads them.
  const warnings = stderr.replaceAll(/[ ?]+(["'])(?= -- ignoring|$)/gm, '$1');
  // Postfix keeps what it read in hash tables, whose order is another in each run.
  return [stdout, warnings].flatMap((text) => text.split('\n').sort()).join('\n');
}

function formatted(name: string, text: string, align: boolean): string {
  const language = languageNamed(name);
  const structure = language && structureOf(language);
  if (!structure) throw new Error(`${name} can not be formatted`);
  return applyEdits(text, structure.format(language.parse(text), { align }));
}

const blanks = fc.constantFrom(' ', '  ', '\t', ' \t ', '');
const shared = [
  fc.tuple(blanks, blanks).map(([gap, end]) => ` ${gap}match=.c.example${end}`),
  fc.constantFrom('', ' \t', '# note  ', '  # note'),
];
const entry = fc
  .tuple(fc.nat(99), blanks, blanks)
  .map(([n, gap, end]) => `a${n}.example ${gap}secure  match=b${n}.example${end}`);
const oddEntry = fc.constantFrom(
  'bare.example',
  'b.example  ',
  '"q  r"  may',
  'e\\  f  may',
  '"open  may',
  '|a  b|  may',
);
const parameter = fc.tuple(fc.nat(99), blanks, blanks).map(([n, gap, end]) => `p${n}${gap}=${gap}some  words${end}`);
/** Nothing that is fatal in a main.cf: a program of Postfix then waits for a second before it ends. */
const lines: Readonly<Record<View['language'], fc.Arbitrary<string>>> = {
  policy: fc.oneof(entry, entry, oddEntry, hostileText, ...shared),
  'main-cf': fc.oneof(parameter, parameter, fc.constant('relayhost='), ...shared),
};
const textsOf = ({ language }: View) =>
  fc
    .tuple(fc.array(lines[language], { minLength: 2, maxLength: 30 }), fc.constantFrom('\n', '\r\n'))
    .map(([all, lineBreak]) => all.join(lineBreak));

describe.skipIf(!isInstalled).each(views)('Postfix, which this test needs installed ($command.0)', (view) => {
  it('reads from a formatted file what it read before', { timeout: 120_000 }, async () => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(textsOf(view), fc.boolean(), async (before, align) => {
        const after = formatted(view.language, before, align);
        if (after === before) return;
        changed += 1;
        expect(await told(view, after)).toBe(await told(view, before));
      }),
      { numRuns: 40 },
    );
    expect(changed).toBeGreaterThan(10);
  });
});
