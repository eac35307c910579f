import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type TextEdit } from '../text/span';
import { unifiedDiff } from './unified-diff';

const edit = (start: number, end: number, newText = ''): TextEdit => ({ span: { start, end }, newText });
const numbered = (count: number): string => Array.from({ length: count }, (_, index) => `${index + 1}\n`).join('');

/** Runs a program that may be absent; null where it is. */
function patched(program: string, args: readonly string[], diff: string, before: string): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-diff-'));
  try {
    writeFileSync(join(folder, 'file'), before);
    const { error, status, stdout, stderr } = spawnSync(program, args, { cwd: folder, input: diff, encoding: 'utf8' });
    if (error && 'code' in error && error.code === 'ENOENT') return null;
    if (status !== 0) throw new Error(`${program} ends with ${status}: ${stdout}${stderr}\n${diff}`);
    return readFileSync(join(folder, 'file'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A program is asked about few of them: each run is a process. */
const text = fc
  .array(fc.constantFrom('a\n', 'b\n', '\n', 'c\r\n', 'é\n', '- x\n', '+\n', '\\\n'), { maxLength: 30 })
  .chain((lines) => fc.constantFrom(lines.join(''), `${lines.join('')}end`));

const edited = text.chain((before) =>
  fc
    .array(
      fc.record({
        at: fc.nat(before.length),
        length: fc.nat(6),
        newText: fc.constantFrom('', 'x', '\n', 'y\n', 'a\nb'),
      }),
      {
        maxLength: 4,
      },
    )
    .map((wanted) => {
      const edits: TextEdit[] = [];
      for (const { at, length, newText } of wanted.sort((a, b) => a.at - b.at)) {
        if (edits.length > 0 && at <= (edits.at(-1)?.span.end ?? 0)) continue;
        edits.push(edit(at, Math.min(before.length, at + length), newText));
      }
      return { before, edits };
    }),
);

describe('the unified format', () => {
  it.each<[string, string, readonly TextEdit[], string]>([
    ['nothing', 'a\n', [], ''],
    ['an edit that changes nothing', 'a\n', [edit(0, 1, 'a')], ''],
    ['one line', 'a\nb\nc\n', [edit(2, 3, 'B')], '@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n'],
    ['a new line', 'a\nb\n', [edit(2, 2, 'x\n')], '@@ -1,2 +1,3 @@\n a\n+x\n b\n'],
    ['a line less', 'a\nb\n', [edit(0, 2)], '@@ -1,2 +1 @@\n-a\n b\n'],
    ['into nothing', '', [edit(0, 0, 'a\n')], '@@ -0,0 +1 @@\n+a\n'],
    ['into nothing again', 'a\n', [edit(0, 2)], '@@ -1 +0,0 @@\n-a\n'],
    ['two edits on one line', 'abc\n', [edit(0, 1, 'A'), edit(2, 3, 'C')], '@@ -1 +1 @@\n-abc\n+AbC\n'],
    ['at the end', 'a\n', [edit(2, 2, 'b\n')], '@@ -1 +1,2 @@\n a\n+b\n'],
    ['a line break at the end', 'a', [edit(1, 1, '\n')], '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n'],
    [
      'no line break at the end',
      'a\nb',
      [edit(0, 1, 'A')],
      '@@ -1,2 +1,2 @@\n-a\n+A\n b\n\\ No newline at end of file\n',
    ],
    [
      'the end of a last line that an edit before reached',
      'a\nend',
      [edit(2, 2), edit(5, 5, 'x')],
      '@@ -1,2 +1,2 @@\n a\n-end\n\\ No newline at end of file\n+endx\n\\ No newline at end of file\n',
    ],
    ['lines that become one', 'a\nb\nc\n', [edit(1, 2)], '@@ -1,3 +1,2 @@\n-a\n-b\n+ab\n c\n'],
    ['CRLF', 'a\r\nb\r\n', [edit(0, 1, 'A')], '@@ -1,2 +1,2 @@\n-a\r\n+A\r\n b\r\n'],
    [
      'places far apart',
      numbered(20),
      [edit(2, 3, 'two'), edit(45, 47, 'nineteen')],
      '@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n 4\n 5\n@@ -16,5 +16,5 @@\n 16\n 17\n 18\n-19\n+nineteen\n 20\n',
    ],
    [
      'places whose context meets',
      numbered(9),
      [edit(0, 1, 'one'), edit(14, 15, 'eight')],
      '@@ -1,9 +1,9 @@\n-1\n+one\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+eight\n 9\n',
    ],
  ])('tells %s', (_, before, edits, hunks) => {
    expect(unifiedDiff('file', before, edits)).toBe(hunks === '' ? '' : `--- file\n+++ file\n${hunks}`);
  });

  it.each([
    ['lists/tls_policy', 'lists/tls_policy'],
    ['a b', 'a b\t'],
    ['a\nb', '"a\\012b"'],
    ['a"b\\', '"a\\"b\\\\"'],
    ['é', 'é'],
  ])('names %j', (path, name) => {
    expect(unifiedDiff(path, 'a', [edit(0, 1)])).toContain(`--- ${name}\n+++ ${name}\n@@ `);
  });

  it('is taken by the programs that read it', () => {
    const missing = new Set<string>();
    fc.assert(
      fc.property(edited, ({ before, edits }) => {
        const diff = unifiedDiff('file', before, edits);
        const after = applyEdits(before, edits);
        expect(diff === '').toBe(after === before);
        if (diff === '') return;
        for (const [program, args] of [
          ['git', ['apply', '-p0', '--whitespace=nowarn', '-']],
          ['patch', ['-p0', '--quiet', '--posix']],
        ] as const) {
          const result = patched(program, args, diff, before);
          if (result === null) missing.add(program);
          else expect(result, program).toBe(after);
        }
      }),
      { numRuns: 60 },
    );
    // Whoever has this project has git.
    expect([...missing]).not.toContain('git');
  });

  it('tells many changes of a large file in no time to speak of', () => {
    const before = numbered(100_000);
    const edits: TextEdit[] = [];
    for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) edits.push(edit(at, at, '!'));
    const started = performance.now();
    expect(unifiedDiff('file', before, edits).length).toBeGreaterThan(2 * before.length);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
