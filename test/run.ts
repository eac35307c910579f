// `npm test`: all suites, or those that are named (`npm test -- unit browser`).

import { firstSuite, lanes } from './suites/all';
import { failuresOf, type Output, type Suite, type SuiteResult } from './suites/suite';

/** `REQUIRE_ALL=1`: whatever this machine can't run counts as failed. */
const requireAll = process.env['REQUIRE_ALL'] === '1';

/** Of each suite; the rest is above. */
const shownFailures = 20;

interface Line {
  readonly suite: Suite;
  readonly result: SuiteResult;
  readonly seconds: number;
}

async function main(): Promise<void> {
  const isChosen = chooseSuites(process.argv.slice(2));
  const lines = isChosen(firstSuite) ? [await runSuite(firstSuite, live)] : [];
  const chosen = lanes.map((lane) => lane.filter(isChosen)).filter((lane) => lane.length > 0);
  for (const ran of await Promise.all(chosen.map((lane) => runLane(lane, chosen.length === 1)))) lines.push(...ran);
  console.log(`\n${lines.map(describeLine).join('\n')}\n`);
  const passed = sum(lines.map(({ result }) => result.passed));
  const failed = sum(lines.map(({ result }) => failuresOf(result, requireAll)));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function chooseSuites(names: readonly string[]): (suite: Suite) => boolean {
  const suites = [firstSuite, ...lanes.flat()];
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    throw new Error(`no suite ${unknown.join(', ')}; there are ${suites.map(({ name }) => name).join(', ')}`);
  }
  return ({ name }) => names.length === 0 || names.includes(name);
}

const live: Output = { isLive: true, write: console.log };

async function runLane(suites: readonly Suite[], isAlone: boolean): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const suite of suites) lines.push(await (isAlone ? runSuite(suite, live) : runBesideOthers(suite)));
  return lines;
}

async function runSuite(suite: Suite, output: Output): Promise<Line> {
  output.write(`\n== ${suite.name}`);
  const start = performance.now();
  const result = await runSafely(suite, output);
  return { suite, result, seconds: (performance.now() - start) / 1000 };
}

/** What it shows comes in one piece when it has ended, so that two suites do not speak at the same time. */
async function runBesideOthers(suite: Suite): Promise<Line> {
  console.log(`${suite.name} …`);
  const texts: string[] = [];
  const line = await runSuite(suite, { isLive: false, write: (text) => texts.push(text) });
  console.log(texts.join('\n'));
  return line;
}

/** A suite that breaks is one failure, and the others still run. */
async function runSafely(suite: Suite, output: Output): Promise<SuiteResult> {
  try {
    return await suite.run(output);
  } catch (error) {
    output.write(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { passed: 0, failed: 1, skipped: [] };
  }
}

function describeLine({ suite, result, seconds }: Line): string {
  const { passed, failed, failures = [], skipped, ranIn } = result;
  const counts = `${passed} passed, ${failed} failed`;
  const place = ranIn === undefined ? '' : `  in ${ranIn}`;
  const time = `${seconds.toFixed(1)} s`.padStart(8);
  const left = skipped.map((reason) => `\n  ${requireAll ? 'skipped, which counts as failed' : 'skipped'}: ${reason}`);
  const mistakes = failures.slice(0, shownFailures).map((failure) => `\n  failed: ${failure}`);
  const more = failures.length > shownFailures ? [`\n  and ${failures.length - shownFailures} more`] : [];
  return [`${suite.name.padEnd(10)} ${counts.padEnd(24)}${time}${place}`, ...mistakes, ...more, ...left].join('');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
