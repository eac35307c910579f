import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import type { Severity } from '../language/finding';
import { createLineIndex } from '../text/line-index';
import { applyEdits } from '../text/span';
import { type CheckJson, checkJson, toCheckJson } from './check-json';
import type { CheckedFile } from './check-result';
import { describeSummary, summarize } from './check-summary';
import { checkText } from './check-text';
import { visible, wholeText } from './escape';
import { forbiddenCharacters } from './testing/hostile';
import { checkedAs, checkedFile } from './testing/policy-like';
import { schemas, spoiled, violations } from './testing/schema';

const sample = checkedAs(
  'policy',
  'tls_policy',
  'example.org secure # ticket\nEXAMPLE.org may\n\u{1f4a9}.example may # no\n*.example.net dane\n',
);
const validate = schemas.check;

describe('--format json', () => {
  it('has the shape of the issue', () => {
    expect(toCheckJson([checkedAs('policy', 'p', 'a.example secure # x\n')])).toEqual({
      version: 1,
      files: [
        {
          path: 'p',
          language: 'policy',
          findings: [
            {
              rule: 'trailing-comment',
              severity: 'error',
              message: expect.stringContaining('A comment must be a line of its own') as string,
              range: { start: { line: 0, character: 17 }, end: { line: 0, character: 20 } },
              docs: 'docs/rules/trailing-comment.md',
              fix: {
                safe: true,
                edits: [
                  { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: '# x\n' },
                  { range: { start: { line: 0, character: 16 }, end: { line: 0, character: 20 } }, newText: '' },
                ],
              },
            },
          ],
        },
      ],
      summary: { errors: 1, warnings: 0, informations: 0, hints: 0 },
    });
  });

  it('tells the first of two equal keys as related to the later one', () => {
    const duplicate = toCheckJson([sample]).files[0]?.findings.find(({ rule }) => rule === 'duplicate-key');
    expect(duplicate?.range.start.line).toBe(1);
    expect(duplicate?.related?.[0]?.range.start).toEqual({ line: 0, character: 0 });
  });

  it('fits its schema, whatever is checked', () => {
    fc.assert(
      fc.property(fc.array(checkedFile, { maxLength: 3 }), (files) => {
        const json = checkJson(files);
        expect(json.replaceAll('\n', '')).not.toMatch(forbiddenCharacters);
        const value: unknown = JSON.parse(json);
        expect(violations(validate, value)).toEqual([]);
        // Lone surrogates and all: nothing is lost on the way.
        expect(value).toEqual(JSON.parse(JSON.stringify(toCheckJson(files))));
      }),
      { numRuns: 300 },
    );
  });

  it('means by its places what the findings mean by their offsets', () => {
    fc.assert(
      fc.property(checkedFile, (file) => {
        const index = createLineIndex(file.text);
        const told = toCheckJson([file]).files[0]?.findings ?? [];
        for (const [number, { range, fix }] of told.entries()) {
          const finding = file.findings[number]!;
          expect({ start: index.offsetAt(range.start), end: index.offsetAt(range.end) }).toEqual(finding.span);
          if (!fix) continue;
          const edits = fix.edits.map((edit) => ({
            span: { start: index.offsetAt(edit.range.start), end: index.offsetAt(edit.range.end) },
            newText: edit.newText,
          }));
          const best = finding.fixes?.find(({ safe }) => safe) ?? finding.fixes?.[0];
          expect(applyEdits(file.text, edits)).toBe(applyEdits(file.text, best?.edits ?? []));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has a schema that nothing else fits', () => {
    const good = toCheckJson([sample]);
    expect(violations(validate, good)).toEqual([]);
    const optional = /^without .*\/(fix|related)$/;
    for (const { change, value } of spoiled(good)) {
      expect(violations(validate, value).length > 0, change).toBe(!optional.test(change));
    }
    expect(violations(validate, { ...good, more: 1 })).not.toEqual([]);
  });
});

describe('--format text', () => {
  const pattern = manifest.contributes.problemMatchers[0]!.pattern;
  const groups = (line: string): Readonly<Record<string, string | undefined>> => {
    const match = new RegExp(pattern.regexp).exec(line);
    const names = ['file', 'line', 'column', 'severity', 'code', 'message'] as const;
    return Object.fromEntries(names.map((name) => [name, match?.[pattern[name]]]));
  };

  it('is read by the problem matcher of the extension, one line for each finding', () => {
    fc.assert(
      fc.property(checkedFile, (file) => {
        const lines = checkText(file).split('\n');
        expect(lines.pop()).toBe('');
        const told: CheckJson = toCheckJson([file]);
        expect(lines).toHaveLength(file.findings.length);
        // The name of a file that looks like the rest of the line can't be told from it.
        fc.pre(!/:\d+:\d+ /.test(file.path));
        for (const [number, line] of lines.entries()) {
          const { range, ...finding } = told.files[0]!.findings[number]!;
          expect(line).not.toMatch(forbiddenCharacters);
          expect(groups(line)).toEqual({
            file: visible(file.path, wholeText),
            line: String(range.start.line + 1),
            column: String(range.start.character + 1),
            severity: finding.severity,
            code: finding.rule,
            message: visible(finding.message, 2_000),
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('counts columns in UTF-16 code units, as editors do', () => {
    const text = checkText(checkedAs('policy', 'p', '\u{1f4a9}.example secure # ticket\n'));
    expect(text).toMatch(/^p:1:19 error trailing-comment /m);
  });
});

describe('the summary', () => {
  const file = (...severities: readonly Severity[]): CheckedFile => ({
    path: 'p',
    language: 'policy',
    text: '',
    findings: severities.map((severity) => ({ rule: 'r', severity, message: 'm', span: { start: 0, end: 0 } })),
  });

  it.each([
    [[], 'no findings in 0 files'],
    [[file()], 'no findings in 1 file'],
    [[file('warning'), file()], '1 warning in 2 files'],
    [[file('hint', 'error'), file('error', 'information')], '2 errors, 1 information, 1 hint in 2 files'],
  ])('%j', (files, expected) => {
    expect(describeSummary(summarize(files), files.length)).toBe(expected);
  });
});
