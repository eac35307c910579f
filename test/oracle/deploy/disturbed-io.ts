import { appendFileSync } from 'node:fs';
import type { CliIo } from '../../../server/src/cli/io';
import { createProcessIo } from '../../../server/src/cli/process-io';
import { deployment } from '../../../server/src/system/deployment';

/** What disturbs a run of `deploy`; steps are counted from 0. */
export interface Faults {
  /** The process ends by SIGKILL before this step. */
  readonly dieAt?: number;
  /** This step fails as on a full disk. */
  readonly failAt?: number;
  /** A file that gets the names of the steps. */
  readonly steps?: string;
}

/** The outside world of the command line, but for its steps. */
export function disturbedIo({ dieAt, failAt, steps }: Faults): CliIo {
  let count = 0;
  const onStep = async (name: string): Promise<void> => {
    if (steps !== undefined) appendFileSync(steps, `${name}\n`);
    const step = count++;
    if (step === dieAt) {
      process.kill(process.pid, 'SIGKILL');
      // The signal comes while the loop waits.
      await new Promise(() => undefined);
    }
    if (step === failAt) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  return {
    ...createProcessIo(),
    openDeployment: () =>
      Promise.resolve({
        ...deployment,
        openMapStore: (options) => deployment.openMapStore({ ...options, onStep }),
      }),
  };
}
