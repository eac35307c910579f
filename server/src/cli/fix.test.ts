import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import { languages } from '../languages/languages';
import { decodeText } from '../text/decode';
import { decodeLossless } from '../text/lossless';
import { runInMemory } from './testing/run-in-memory';

const mistaken = '# partners\nexample.org secure # ticket\nexample.net may\n';
const mended = '# partners\n# ticket\nexample.org secure\nexample.net may\n';

const bytesOf = (content: string | Uint8Array | undefined): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content ?? []);
const textOf = (content: string | Uint8Array | undefined): string => Buffer.from(bytesOf(content)).toString();

describe('fix', () => {
  it('mends what has a safe fix, and tells how much on standard error', async () => {
    const files = { tls_policy: mistaken, 'clean.tls_policy': 'example.org dane\n' };
    const run = await runInMemory(['fix', 'tls_policy', 'clean.tls_policy'], { files });
    expect(run).toMatchObject({ code: 0, stdout: '', stderr: 'mended 1 finding in 1 of 2 files\n' });
    expect(textOf(run.files['tls_policy'])).toBe(mended);
    // What needs no fix is not written at all.
    expect(run.files['clean.tls_policy']).toBe(files['clean.tls_policy']);
    const again = await runInMemory(['fix', 'tls_policy'], { files: run.files });
    expect(again).toMatchObject({ code: 0, stderr: 'nothing to mend\n', files: run.files });
  });

  it('mends entries that stand in main.cf, for smtp(8) and lmtp(8), and in options of master.cf', async () => {
    const files = {
      'main.cf': 'lmtp_tls_policy_maps = inline:{{example.org = secure match = .example.net}}\n',
      'master.cf': 'own unix - - y - - smtp\n  -o { smtp_tls_policy_maps = inline:{ example.org = secure } }\n',
    };
    const run = await runInMemory(['fix', 'main.cf', 'master.cf'], { files });
    expect(run).toMatchObject({ code: 0, stderr: 'mended 2 findings in 2 of 2 files\n' });
    expect(textOf(run.files['main.cf'])).toBe(files['main.cf'].replace('match = ', 'match='));
    expect(textOf(run.files['master.cf'])).toBe(
      files['master.cf'].replace('{ example.org = secure }', '{{example.org = secure}}'),
    );
  });

  it('tells with --dry-run what would change, and writes nothing', async () => {
    const files = { tls_policy: mistaken, 'clean.tls_policy': 'example.org dane\n' };
    const run = await runInMemory(['fix', '--dry-run', 'tls_policy', 'clean.tls_policy'], { files });
    expect(run).toEqual({
      code: 1,
      stdout: `--- tls_policy
+++ tls_policy
@@ -1,3 +1,4 @@
 # partners
-example.org secure # ticket
+# ticket
+example.org secure
 example.net may
`,
      stderr: 'would mend 1 finding in 1 of 2 files\n',
      stdoutBytes: expect.anything() as unknown,
      files,
      probeOptions: null,
      seenBefore: null,
    });
    const clean = await runInMemory(['fix', '--dry-run', 'clean.tls_policy'], { files });
    expect(clean).toMatchObject({ code: 0, stdout: '', stderr: 'nothing to mend\n' });
  });

  it('sends the text on standard input to standard output', async () => {
    const args = ['fix', '--stdin-filename', 'tls_policy', '-'];
    const run = await runInMemory(args, { stdin: mistaken });
    expect(run).toMatchObject({ code: 0, stdout: mended, stderr: 'mended 1 finding in 1 of 1 file\n' });
    const clean = await runInMemory(args, { stdin: mended });
    expect(clean).toMatchObject({ code: 0, stdout: mended });
    const dry = await runInMemory(['fix', '--dry-run', ...args.slice(1)], { stdin: mistaken });
    expect(dry.code).toBe(1);
    expect(dry.stdout).toMatch(/^--- tls_policy\n\+\+\+ tls_policy\n@@ /);
  });

  it('mends the findings of some rules alone', async () => {
    const files = { tls_policy: 'example.org secure # x\nexample.net secure ciphers = high\n' };
    const only = async (...rules: readonly string[]): Promise<string> => {
      const args = rules.flatMap((rule) => ['--rule', rule]);
      return textOf((await runInMemory(['fix', ...args, 'tls_policy'], { files })).files['tls_policy']);
    };
    const [first, second] = ['trailing-comment', 'malformed-attribute'];
    expect(await only(first)).toBe('# x\nexample.org secure\nexample.net secure ciphers = high\n');
    expect(await only(second)).not.toBe(files.tls_policy);
    expect(await only(second)).toContain('example.org secure # x\n');
    expect(await only(first, second)).toBe(await only());
  });

  it('mends by a rule that is named although the configuration has it off', async () => {
    const files = { tls_policy: mistaken, '.postfix-tls-policy.json': '{"rules": {"trailing-comment": "off"}}' };
    const run = await runInMemory(['fix', '--rule', 'trailing-comment', 'tls_policy'], { files });
    expect(textOf(run.files['tls_policy'])).toBe(mended);
  });

  it('respects comments that silence a finding', async () => {
    const silenced = `# tls-policy-lint: disable-next-line trailing-comment -- wanted\nexample.org secure # x\n`;
    const run = await runInMemory(['fix', 'tls_policy'], { files: { tls_policy: silenced } });
    expect(run.files['tls_policy']).toBe(silenced);
  });

  it('tells what can not be mended, and mends the others', async () => {
    const run = await runInMemory(['fix', 'absent.tls_policy', 'list', 'tls_policy'], {
      files: { tls_policy: mistaken, list: mistaken },
    });
    expect(run.code).toBe(2);
    expect(run.stderr).toBe(
      'postfix-tls-policy fix: absent.tls_policy: there is no such file\n' +
        'postfix-tls-policy fix: list: the name does not tell the language; add --language policy, main-cf or master-cf\n' +
        'mended 1 finding in 1 of 1 file\n',
    );
    expect(textOf(run.files['tls_policy'])).toBe(mended);
  });

  it.each<[string, Uint8Array, Uint8Array]>([
    [
      'CRLF',
      Buffer.from('a.example secure # x\r\nb.example may\r\n'),
      Buffer.from('# x\r\na.example secure\r\nb.example may\r\n'),
    ],
    [
      'no final line break',
      Buffer.from('a.example may\nb.example secure # x'),
      Buffer.from('a.example may\n# x\nb.example secure'),
    ],
    [
      'a byte order mark',
      Buffer.from('\ufeff# c\na.example secure # x\n'),
      Buffer.from('\ufeff# c\n# x\na.example secure\n'),
    ],
    [
      'Latin-1 in a comment',
      Buffer.from('# \xfc\xe4\na.example secure # \xf6\n', 'latin1'),
      Buffer.from('# \xfc\xe4\n# \xf6\na.example secure\n', 'latin1'),
    ],
    ['NUL', Buffer.from('# \0\na.example secure # x\n'), Buffer.from('# \0\n# x\na.example secure\n')],
  ])('leaves %s as it is', async (_, before, after) => {
    const run = await runInMemory(['fix', '--language', 'policy', 'table'], { files: { table: before } });
    expect({ code: run.code, bytes: Buffer.from(bytesOf(run.files['table'])) }).toEqual({
      code: 0,
      bytes: Buffer.from(after),
    });
    const piped = await runInMemory(['fix', '--language', 'policy', '-'], { stdin: before });
    expect(Buffer.from(piped.stdoutBytes)).toEqual(Buffer.from(after));
  });

  it.each([
    [['--rule', 'trailing-coment', 'x'], 'there is no rule trailing-coment; did you mean trailing-comment?'],
    [
      ['--rule', 'dead-wildcard-key', 'x'],
      '--rule: dead-wildcard-key has no safe fix: a person has to choose, in the editor',
    ],
    [['--rule', 'unsafe-level-may', 'x'], '--rule: unsafe-level-may has no safe fix: '],
    [['--fail-on', 'error', 'x'], 'there is no option --fail-on'],
    [[], 'name the files to mend, or - for standard input'],
    [['-', '-'], 'standard input can be read only once'],
  ])('%j is refused', async (args, reason) => {
    const run = await runInMemory(['fix', ...args], { files: { x: mistaken } });
    expect(run).toMatchObject({ code: 2, stdout: '', files: { x: mistaken } });
    expect(run.stderr).toContain(reason);
  });
});

describe.each(languages.map((language) => [language.name, language] as const))(
  'fix of any %s file',
  (name, language) => {
    const textsOf = (rules: typeof language.rules) =>
      rules.flatMap(({ bad, good }) => [...bad, ...good]).map(({ text }) => Buffer.from(text));
    const example = fc.oneof(
      fc.constantFrom(...textsOf(language.rules)),
      fc.constantFrom(...textsOf(language.rules.filter((rule) => rule.fix === 'safe'))),
    );
    const brokenBytes = fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes));
    const files = fc
      .array(
        fc.oneof(
          { weight: 5, arbitrary: example },
          { weight: 1, arbitrary: hostileText.map((text) => Buffer.from(text)) },
          {
            weight: 2,
            arbitrary: fc
              .tuple(example, brokenBytes, fc.nat(200))
              .map(([text, bytes, at]) => Buffer.concat([text.subarray(0, at), bytes, text.subarray(at)])),
          },
        ),
        { minLength: 1, maxLength: 6 },
      )
      .map((parts) => Buffer.concat(parts));
    const table = `table.${name}`;
    const args = ['--language', name, table];

    it('leaves nothing to check that has one safe fix, and no byte that is no text replaced', async () => {
      let changed = 0;
      await fc.assert(
        fc.asyncProperty(files, async (before) => {
          const run = await runInMemory(['fix', ...args], { files: { [table]: before } });
          expect(run).toMatchObject({ code: 0, stdout: '' });
          const after = Buffer.from(bytesOf(run.files[table]));
          if (!after.equals(before)) changed += 1;
          const findings = language.check(language.parse(decodeText(after).text));
          expect(findings.filter(({ fixes }) => fixes?.filter(({ safe }) => safe).length === 1)).toEqual([]);
          // What is not valid is made of bytes that nothing else is made of: none may be lost, added or replaced.
          const strange = (bytes: Buffer) => (decodeLossless(bytes).match(/[\udc80-\udcff]/gu) ?? []).sort().join('');
          expect(strange(after).length).toBeLessThanOrEqual(strange(before).length);
          if (!before.includes('\ufffd')) expect(after.includes('\ufffd')).toBe(false);
          const again = await runInMemory(['fix', ...args], { files: run.files });
          expect(again).toMatchObject({ code: 0, stderr: 'nothing to mend\n' });
        }),
        { numRuns: 150 },
      );
      expect(changed).toBeGreaterThan(20);
    });

    it('keeps every byte outside of the lines that its diff names', async () => {
      await fc.assert(
        fc.asyncProperty(files, async (before) => {
          const world = { files: { [table]: before } };
          const dry = await runInMemory(['fix', '--dry-run', ...args], world);
          const after = Buffer.from(bytesOf((await runInMemory(['fix', ...args], world)).files[table]));
          expect(applied(before.toString('latin1'), Buffer.from(dry.stdoutBytes).toString('latin1'))).toBe(
            after.toString('latin1'),
          );
          expect(dry.code).toBe(after.equals(before) ? 0 : 1);
        }),
        { numRuns: 150 },
      );
    });
  },
);

/** Applies a unified diff as `patch` does: each line that it takes away or shows must stand there to the byte. */
function applied(before: string, diff: string): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const after: string[] = [];
  let line = 0;
  const rows = (diff.match(/[^\n]*\n/g) ?? []).slice(2);
  rows.forEach((row, index) => {
    const start = /^@@ -(\d+)(?:,(\d+))? /.exec(row);
    if (start) {
      const target = start[2] === '0' ? Number(start[1]) : Number(start[1]) - 1;
      after.push(...old.slice(line, target));
      line = target;
      return;
    }
    if (row.startsWith('\\')) return;
    const content = rows[index + 1]?.startsWith('\\') ? row.slice(1, -1) : row.slice(1);
    if (row.startsWith('+')) {
      after.push(content);
      return;
    }
    expect(old[line]).toBe(content);
    if (row.startsWith(' ')) after.push(content);
    line += 1;
  });
  return [...after, ...old.slice(line)].join('');
}
