import type { ProbeStep } from '../probe/options';
import { visible } from '../report/escape';
import { describeStep } from '../report/probe-step';
import type { CliOutput } from './io';

/** What a probe is doing, on one line of a terminal that is written anew; nothing where there is no terminal. */
export interface Progress {
  step(nextHop: string, step: ProbeStep): void;
  done(): void;
  /** Makes room for other output; the line comes back at the next step. */
  clear(): void;
}

const barWidth = 20;

/** `total` next-hops are to be probed; the bar shows from two on. */
export function createProgress(stderr: CliOutput, total: number): Progress {
  if (!stderr.isTTY) return { step: () => undefined, done: () => undefined, clear: () => undefined };
  let ended = 0;
  let isShown = false;

  const clear = (): void => {
    if (isShown) stderr.write('\r\u001b[K');
    isShown = false;
  };
  const bar = (): string => {
    if (total < 2) return '';
    const filled = Math.floor((ended / total) * barWidth);
    return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${ended}/${total} `;
  };
  return {
    clear,
    step: (nextHop, step) => {
      // A line as wide as the terminal would wrap, and then could not be cleared.
      const text = visible(`${bar()}${nextHop}: ${describeStep(step)}`, Math.max(10, stderr.columns - 2));
      stderr.write(`\r\u001b[K${text}`);
      isShown = true;
    },
    done: () => {
      ended += 1;
    },
  };
}
