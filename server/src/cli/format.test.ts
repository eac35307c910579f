import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runInMemory } from './testing/run-in-memory';

const untidy = '# a  \nexample.org\t\tsecure \nmail.example.net  dane';
const tidy = '# a  \nexample.org secure\nmail.example.net dane\n';
const aligned = '# a  \nexample.org      secure\nmail.example.net dane\n';

const textOf = (content: string | Uint8Array | undefined): string => Buffer.from(content ?? '').toString();

describe('format', () => {
  it.each<[string, readonly string[], number, string, string, string]>([
    ['a file', ['tls_policy'], 0, '', 'formatted 1 of 1 file\n', tidy],
    ['in columns', ['--align', 'tls_policy'], 0, '', 'formatted 1 of 1 file\n', aligned],
    ['what needs it alone', ['tls_policy', 'tidy.tls_policy'], 0, '', 'formatted 1 of 2 files\n', tidy],
    ['nothing', ['tidy.tls_policy'], 0, '', 'nothing to format\n', untidy],
    [
      'only looking',
      ['--check', 'tls_policy', 'tidy.tls_policy'],
      1,
      'tls_policy\n',
      'would format 1 of 2 files\n',
      untidy,
    ],
    ['only looking at a tidy file', ['--check', 'tidy.tls_policy'], 0, '', 'nothing to format\n', untidy],
    [
      'only looking, in columns',
      ['--check', '--align', 'tidy.tls_policy'],
      1,
      'tidy.tls_policy\n',
      'would format 1 of 1 file\n',
      untidy,
    ],
    [
      'with a file that is not there',
      ['absent.tls_policy', 'tls_policy'],
      2,
      '',
      'postfix-tls-policy format: absent.tls_policy: there is no such file\nformatted 1 of 1 file\n',
      tidy,
    ],
  ])('%s', async (_, args, code, stdout, stderr, after) => {
    const files = { tls_policy: untidy, 'tidy.tls_policy': tidy };
    const run = await runInMemory(['format', ...args], { files });
    expect(run).toMatchObject({ code, stdout, stderr });
    expect(textOf(run.files['tls_policy'])).toBe(after);
    // What needs no formatting is not written at all.
    expect(run.files['tidy.tls_policy']).toBe(tidy);
  });

  it.each([[['--dry-run']], [['--dry-run', '--check']]])('%j shows what would change', async (options) => {
    const run = await runInMemory(['format', ...options, 'main.cf'], { files: { 'main.cf': 'a=b\nc = d\n' } });
    expect(run).toMatchObject({
      code: 1,
      stdout: '--- main.cf\n+++ main.cf\n@@ -1,2 +1,2 @@\n-a=b\n+a = b\n c = d\n',
      stderr: 'would format 1 of 1 file\n',
      files: { 'main.cf': 'a=b\nc = d\n' },
    });
  });

  it('sends the text on standard input to standard output', async () => {
    const args = ['format', '--stdin-filename', 'tls_policy'];
    expect(await runInMemory([...args, '-'], { stdin: untidy })).toMatchObject({ code: 0, stdout: tidy });
    expect(await runInMemory([...args, '-'], { stdin: tidy })).toMatchObject({ code: 0, stdout: tidy });
    const check = await runInMemory([...args, '--check', '-'], { stdin: untidy });
    expect(check).toMatchObject({ code: 1, stdout: 'tls_policy\n' });
  });

  it('reads a table as the type that it is told', async () => {
    const files = { tls_policy: '|^a  b$|  may\n' };
    const run = await runInMemory(['format', '--table-type', 'pcre', 'tls_policy'], { files });
    expect(textOf(run.files['tls_policy'])).toBe('|^a  b$| may\n');
  });

  it.each([
    [[], 'name the files to format, or - for standard input'],
    [['--align=yes', 'x'], '--align'],
    [['--rule', 'trailing-comment', 'x'], 'there is no option --rule'],
  ])('%j is refused', async (args, reason) => {
    const run = await runInMemory(['format', ...args], { files: { x: untidy } });
    expect(run).toMatchObject({ code: 2, stdout: '', files: { x: untidy } });
    expect(run.stderr).toContain(reason);
  });

  it('keeps every byte that is no blank', async () => {
    const part = fc.oneof(
      fc.constantFrom('a.example', '\t', '  ', '\n', '\r\n', ' may ', '# c ').map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 3 }).map((bytes) => Buffer.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 20 }).map((parts) => Buffer.concat(parts)),
        async (before) => {
          const run = await runInMemory(['format', '--language', 'policy', 'x'], { files: { x: before } });
          expect(run.code).toBe(0);
          const solid = (bytes: Uint8Array) =>
            Buffer.from(bytes.filter((byte) => ![0x20, 0x09, 0x0a, 0x0d].includes(byte)));
          expect(solid(Buffer.from(run.files['x'] ?? ''))).toEqual(solid(before));
        },
      ),
      { numRuns: 200 },
    );
  });
});
