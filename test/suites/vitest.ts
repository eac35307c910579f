import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cache, root } from '../editor/paths';
import { runProgram } from '../editor/run-program';
import { type Output, type Suite, type SuiteResult, skipped } from './suite';

export interface VitestOptions {
  /** Paths that select test files; the default is all that the configuration includes. */
  readonly filters?: readonly string[];
  /** The path of the configuration from the root; the default is the project's. */
  readonly config?: string;
  /** Why this machine can't run the suite; null if it can. */
  readonly obstacle?: () => Promise<string | null>;
}

/** The parts of Vitest's JSON report that are counted. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: 'passed' | 'failed';
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly ancestorTitles: readonly string[];
      readonly failureMessages?: readonly string[];
      readonly status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled';
    }[];
  }[];
}

/** A suite that Vitest runs. */
export function vitestSuite(name: string, options: VitestOptions = {}): Suite {
  return {
    name,
    run: async (output) => {
      const obstacle = (await options.obstacle?.()) ?? null;
      return obstacle === null ? runVitest(name, options, output) : skipped(obstacle);
    },
  };
}

async function runVitest(
  name: string,
  { filters = [], config }: VitestOptions,
  { isLive, write }: Output,
): Promise<SuiteResult> {
  const reports = join(cache, 'reports');
  const file = join(reports, `${name}.json`);
  mkdirSync(reports, { recursive: true });
  // The report of an earlier run must not pass for this one's.
  rmSync(file, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = [vitest, 'run', ...reporters, ...(config === undefined ? [] : ['--config', config]), ...filters];
  const { code, output } = await runProgram(process.execPath, args, { output: isLive ? 'show' : 'collect' });
  write(output);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
  return countReport(JSON.parse(readFileSync(file, 'utf8')) as Report, code);
}

/** Counts tests, a file that could not be loaded as one failure, and a failing run without either as one more. */
export function countReport({ testResults }: Report, code: number): SuiteResult {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failedTests = tests.filter(({ status }) => status === 'failed').length;
  const failedFiles = testResults.filter(isBroken);
  const failed = failedTests + failedFiles.length;
  return {
    passed,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    failures: describeFailures(testResults),
    skipped: describeSkipped(testResults),
  };
}

function describeFailures(files: Report['testResults']): readonly string[] {
  return files.flatMap((file) => {
    const path = relative(root, file.name);
    if (isBroken(file)) return [`${path}: ${firstLine(file.message)}`];
    return file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${path}: ${fullName}: ${firstLine(failureMessages?.[0] ?? '')}`);
  });
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').slice(0, 300);
}

/** One line for each outermost group of tests that were left out; its title tells the reason. */
function describeSkipped(files: Report['testResults']): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name, assertionResults } of files) {
    for (const { status, ancestorTitles, fullName } of assertionResults) {
      if (status === 'passed' || status === 'failed') continue;
      const title = `${relative(root, name)}: ${ancestorTitles[0] ?? fullName}`;
      counts.set(title, (counts.get(title) ?? 0) + 1);
    }
  }
  return [...counts].map(([title, count]) => (count === 1 ? title : `${title} (${count} tests)`));
}

function isBroken({ status, assertionResults }: Report['testResults'][number]): boolean {
  return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
}
