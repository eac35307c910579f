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
}

/**
 * JUnit XML: a suite for each file, a test case for each finding. One that makes the exit status 1 is a failure, another one
 * passes and tells itself as its output; a file without findings is one case that passes, one that could not be checked an
 * error.
 */
export function checkJunit({ command = 'check', files, unchecked, fails }: CheckRun): string {
  const suites = [...unchecked.map(uncheckedSuite), ...files.map((file) => suiteOf(file, fails))];
  const sum = (count: (suite: Suite) => number): number => suites.reduce((total, suite) => total + count(suite), 0);
  const root = element(
    'testsuites',
    {
      name: `postfix-tls-policy ${command}`,
      tests: sum(({ cases }) => cases.length),
      failures: sum(({ failures }) => failures),
      errors: sum(({ errors }) => errors),
    },
    suites.map(({ name, cases, failures, errors }) =>
      indented(
        1,
        element('testsuite', { name, tests: cases.length, failures, errors, skipped: 0 }, [...cases, '\n  ']),
      ),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.replace(/<\/testsuites>$/, '\n</testsuites>')}\n`;
}

function suiteOf({ path, text, findings }: ReportedFile, fails: CheckRun['fails']): Suite {
  if (findings.length === 0) {
    return { name: path, cases: [testCase(path, 'no findings', 1, [])], failures: 0, errors: 0 };
  }
  const index = createLineIndex(text);
  return {
    name: path,
    cases: findings.map((finding) => {
      const { startLine, startColumn } = regionOf(index, finding.span);
      const place = `line ${startLine}, column ${startColumn}`;
      return testCase(path, `${finding.rule} (${place})`, startLine, [outcome(finding, place, fails(finding))]);
    }),
    failures: findings.filter(fails).length,
    errors: 0,
  };
}

function outcome({ rule, severity, message }: Finding, place: string, failed: boolean): string {
  const told = `${place}: ${severity} ${rule} ${visible(message, messageLimit)}`;
  return failed
    ? element('failure', { type: severity, message: visible(message, messageLimit) }, [xmlText(told)])
    : element('system-out', {}, [xmlText(told)]);
}

function uncheckedSuite({ path, reason }: UncheckedFile): Suite {
  const error = element('error', { type: 'unchecked-file', message: visible(reason, messageLimit) }, [
    xmlText(reason, messageLimit),
  ]);
  return { name: path, cases: [testCase(path, 'could not be checked', 1, [error])], failures: 0, errors: 1 };
}

/** GitLab and Jenkins group by `classname`, and link to `file`. */
function testCase(path: string, name: string, line: number, inside: readonly string[]): string {
  const laidOut = inside.length === 0 ? [] : [...inside.map((part) => indented(3, part)), '\n    '];
  return indented(2, element('testcase', { classname: path, name, file: path, line }, laidOut));
}

function indented(depth: number, text: string): string {
  return `\n${'  '.repeat(depth)}${text}`;
}
