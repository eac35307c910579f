import type { TestEvent } from '../extension/events';
import { runExtensionTests } from '../extension/run';
import { type Output, type Suite, skipped } from './suite';

/** Mocha in a real extension host. */
export const extensionSuite: Suite = {
  name: 'extension',
  run: async ({ write }: Output) => {
    const run = await runExtensionTests((event) => {
      if (event.kind !== 'ended') write(describe(event));
    });
    if ('absent' in run) return skipped(`no editor: ${run.absent}`);
    if (run.failure !== null) write(`✗ ${run.failure}`);
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

function describe(event: Exclude<TestEvent, { kind: 'ended' }>): string {
  switch (event.kind) {
    case 'passed':
      return `✓ ${event.title} (${event.ms} ms)`;
    case 'skipped':
      return `- ${event.title}`;
    case 'failed':
      return `✗ ${event.title}\n${event.error}`;
  }
}
