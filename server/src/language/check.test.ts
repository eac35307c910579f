import { describe, expect, it } from 'vitest';
import { splitLogicalLines } from '../text/logical-lines';
import { checkDocument } from './check';
import type { Severity } from './finding';
import type { CheckOptions } from './language';
import { parseVersions } from './postfix-versions';
import type { DocumentNode, DocumentRule, NodeRule, ParsedDocument, Rule, RuleInfo } from './rule';
import { unusedSuppression } from './unused-suppression';

const info = (id: string, severity: Severity): Omit<RuleInfo, 'offByDefault'> => ({
  id,
  title: id,
  severity,
  since: '0.1.0',
  docs: '',
  fix: 'none',
  bad: [],
  good: [],
});

/** Finds a letter at the beginning of a line. */
const letter = (
  id: string,
  character: string,
  severity: Severity = 'warning',
): NodeRule<ParsedDocument, DocumentNode> => ({
  ...info(id, severity),
  scope: 'node',
  check({ line }, _document, report) {
    if (line.text.startsWith(character)) {
      report({ span: { start: line.span.start, end: line.span.start + 1 }, message: id });
    }
  },
});

const longFile: DocumentRule<ParsedDocument> = {
  ...info('long-file', 'information'),
  scope: 'document',
  check({ lines }, report) {
    const last = lines[2];
    if (last !== undefined) report({ span: last.span, message: 'long', severity: 'hint' });
  },
};

const oldRelease: NodeRule<ParsedDocument, DocumentNode> = {
  ...info('old-release', 'error'),
  scope: 'node',
  check({ line }, _document, report, { postfix }) {
    report({ span: line.span, message: postfix.from });
  },
};

const rules = [letter('no-b', 'b'), letter('no-a', 'a', 'error'), longFile, unusedSuppression];

function check(
  text: string,
  options: CheckOptions = { severities: {} },
  all: readonly Rule<ParsedDocument, DocumentNode>[] = rules,
) {
  const { lines, comments } = splitLogicalLines(text);
  const nodes = lines.map((line) => ({ line }));
  return checkDocument(all, { text, lines, comments }, { nodes, nameOf: ({ line }) => line.text }, options);
}

const told = (text: string, options?: CheckOptions): readonly string[] =>
  check(text, options).map(({ rule, severity, span }) => `${severity} ${rule}: ${text.slice(span.start, span.end)}`);

const silence = (...ids: readonly string[]): string => `# tls-policy-lint: disable-next-line ${ids.join(' ')} -- why\n`;

describe('checking a document', () => {
  it.each<[string, string, CheckOptions, readonly string[]]>([
    ['nothing wrong', 'x\n', { severities: {} }, []],
    ['findings in the order of their place', 'b\na\n', { severities: {} }, ['warning no-b: b', 'error no-a: a']],
    ['a severity of the finding', 'x\ny\nz\n', { severities: {} }, ['hint long-file: z']],
    [
      'a configured severity',
      'x\nb\nz\n',
      { severities: { 'long-file': 'error', 'no-b': 'hint' } },
      ['hint no-b: b', 'error long-file: z'],
    ],
    ['a rule that is off', 'a\nb\n', { severities: { 'no-a': 'off' } }, ['warning no-b: b']],
    [
      'names of Object.prototype are no rules',
      'a\n',
      { severities: Object.create({ 'no-a': 'off' }) as CheckOptions['severities'] },
      ['error no-a: a'],
    ],
  ])('%s', (_, text, options, expected) => {
    expect(told(text, options)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    ['silences the next line', `${silence('no-a')}a\na\n`, ['error no-a: a']],
    ['silences one rule', `${silence('no-b')}a\n`, ['information unused-suppression: no-b', 'error no-a: a']],
    ['silences several', `${silence('no-a', 'no-b')}a\n`, ['information unused-suppression: no-b']],
    ['silences a finding about several places', `x\ny\n${silence('long-file')}z\n`, []],
    [
      'names no rule',
      `${silence()}x\n`,
      ['information unused-suppression: # tls-policy-lint: disable-next-line  -- why'],
    ],
    ['stands at the end', silence('no-a'), ['information unused-suppression: no-a']],
  ])('a suppression %s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('does not call a suppression unused whose rule is off', () => {
    expect(told(`${silence('no-a')}a\n`, { severities: { 'no-a': 'off' } })).toEqual([]);
  });

  it('reports neither when the rule about suppressions is off', () => {
    expect(told(`${silence('no-a')}x\n`, { severities: { 'unused-suppression': 'off' } })).toEqual([]);
  });

  it('runs a rule that is off by default only where it is configured', () => {
    const quiet = [{ ...letter('no-a', 'a'), offByDefault: true as const }];
    expect(check('a\n', { severities: {} }, quiet)).toEqual([]);
    expect(check('a\n', { severities: { 'no-a': 'hint' } }, quiet).map(({ severity }) => severity)).toEqual(['hint']);
  });

  it.each<[string, string, string | null, string]>([
    ['the assumption', 'x\n', null, '3.5'],
    ['the setting', 'x\n', '3.9', '3.9'],
    ['the comment in the file before the setting', '# tls-policy-lint: postfix 3.7\nx\n', '3.9', '3.7'],
  ])('tells rules the release by %s', (_, text, setting, expected) => {
    const versions = setting === null ? null : parseVersions(setting);
    const options = { severities: {}, ...(versions === null ? {} : { postfixVersions: versions }) };
    expect(check(text, options, [oldRelease]).map(({ message }) => message)).toEqual([expected]);
  });
});
