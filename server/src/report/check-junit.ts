import type { Finding } from '../language/finding';
import { createLineIndex } from '../text/line-index';
import { regionOf } from './check-region';
import type { CheckRun, ReportedFile, UncheckedFile } from './check-result';
import { visible } from './escape';
import { element, xmlText } from './xml';

const messageLimit = 2_000;

interface Suite {
  readonly name: string;
  readonly cases: readonly string[];
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

/**
 * JUnit XML: a suite for each file, a test case for each finding. One that makes the exit status 1 is a failure, another one
 * passes and tells itself as its output; a file without findings is one case that passes, one that could not be checked an
 * error.
 */
export function checkJunit({ command = 'check', files, unchecked, fails, isUntested = () => false }: CheckRun): string {
  const suites = [...unchecked.map(uncheckedSuite), ...files.map((file) => suiteOf(file, fails, isUntested))];
  const sum = (count: (suite: Suite) => number): number => suites.reduce((total, suite) => total + count(suite), 0);
  const root = element(
    'testsuites',
    {
      name: `postfix-tls-policy ${command}`,
      tests: sum(({ cases }) => cases.length),
      failures: sum(({ failures }) => failures),
      errors: sum(({ errors }) => errors),
    },
    suites.map(({ name, cases, failures, errors, skipped }) =>
      indented(1, element('testsuite', { name, tests: cases.length, failures, errors, skipped }, [...cases, '\n  '])),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.replace(/<\/testsuites>$/, '\n</testsuites>')}\n`;
}

type Test = CheckRun['fails'];

function suiteOf({ path, text, findings }: ReportedFile, fails: Test, isUntested: Test): Suite {
  if (findings.length === 0) {
    return { name: path, cases: [testCase(path, 'no findings', 1, [])], failures: 0, errors: 0, skipped: 0 };
  }
  const index = createLineIndex(text);
  // What could not be tested is neither good nor bad, unless somebody wants it to fail.
  const kindOf = (finding: Finding) => (fails(finding) ? 'failure' : isUntested(finding) ? 'skipped' : 'system-out');
  return {
    name: path,
    cases: findings.map((finding) => {
      const { startLine, startColumn } = regionOf(index, finding.span);
      const place = `line ${startLine}, column ${startColumn}`;
      return testCase(path, `${finding.rule} (${place})`, startLine, [outcome(finding, place, kindOf(finding))]);
    }),
    failures: findings.filter(fails).length,
    errors: 0,
    skipped: findings.filter((finding) => kindOf(finding) === 'skipped').length,
  };
}

function outcome(
  { rule, severity, message }: Finding,
  place: string,
  kind: 'failure' | 'skipped' | 'system-out',
): string {
  const told = xmlText(`${place}: ${severity} ${rule} ${visible(message, messageLimit)}`);
  if (kind === 'system-out') return element(kind, {}, [told]);
  const type = kind === 'failure' ? { type: severity } : {};
  return element(kind, { ...type, message: visible(message, messageLimit) }, [told]);
}

function uncheckedSuite({ path, reason }: UncheckedFile): Suite {
  const error = element('error', { type: 'unchecked-file', message: visible(reason, messageLimit) }, [
    xmlText(reason, messageLimit),
  ]);
  return {
    name: path,
    cases: [testCase(path, 'could not be checked', 1, [error])],
    failures: 0,
    errors: 1,
    skipped: 0,
  };
}

/** GitLab and Jenkins group by `classname`, and link to `file`. */
function testCase(path: string, name: string, line: number, inside: readonly string[]): string {
  const laidOut = inside.length === 0 ? [] : [...inside.map((part) => indented(3, part)), '\n    '];
  return indented(2, element('testcase', { classname: path, name, file: path, line }, laidOut));
}

function indented(depth: number, text: string): string {
  return `\n${'  '.repeat(depth)}${text}`;
}
