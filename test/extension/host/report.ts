import { appendFileSync } from 'node:fs';
import type { Runner, Test } from 'mocha';
import type { TestEvent } from '../events';

/** Writes one line of JSON for each test to the file that the launcher reads while the tests run. */
export function reportTo(file: string | undefined, runner: Runner): void {
  if (file === undefined) throw new Error('EXTENSION_TEST_EVENTS is not set');
  const write = (event: TestEvent): void => appendFileSync(file, `${JSON.stringify(event)}\n`);
  runner.on('pass', (test: Test) => write({ kind: 'passed', title: test.fullTitle(), ms: test.duration ?? 0 }));
  runner.on('pending', (test: Test) => write({ kind: 'skipped', title: test.fullTitle() }));
  runner.on('fail', (test: Test, error: unknown) =>
    write({ kind: 'failed', title: test.fullTitle(), error: describe(error) }),
  );
  runner.on('end', () => write({ kind: 'ended' }));
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
