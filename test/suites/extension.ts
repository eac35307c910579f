import type { TestEvent } from '../extension/events';
import { runExtensionTests } from '../extension/run';
import { type Suite, skipped } from './suite';

/** Mocha in a real extension host. */
export const extensionSuite: Suite = {
  name: 'extension',
  run: async () => {
    const run = await runExtensionTests(show);
    if ('absent' in run) return skipped(`no editor: ${run.absent}`);
    if (run.failure !== null) console.log(`✗ ${run.failure}`);
    const count = (kind: TestEvent['kind']): number => run.events.filter((event) => event.kind === kind).length;
    return {
      failures: [
        ...run.events.flatMap((event) => (event.kind === 'failed' ? [event.title] : [])),
        ...(run.failure === null ? [] : [run.failure]),
      ],
      passed: count('passed'),
      failed: count('failed') + (run.failure === null ? 0 : 1),
      skipped: run.events.flatMap((event) => (event.kind === 'skipped' ? [event.title] : [])),
      ranIn: run.launcher,
    };
  },
};

function show(event: TestEvent): void {
  if (event.kind === 'passed') console.log(`✓ ${event.title} (${event.ms} ms)`);
  if (event.kind === 'skipped') console.log(`- ${event.title}`);
  if (event.kind === 'failed') console.log(`✗ ${event.title}\n${event.error}`);
}
