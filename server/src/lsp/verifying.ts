import { join } from 'node:path';
import { type AgeWatch, createAgeWatch } from './age-watch';
import type { ClientFeatures } from './client-features';
import { createLimiter, type Limiter } from './limiter';
import { createMachineKnowledge, type MachineKnowledge } from './machine-knowledge';
import type { Runtime } from './runtime';
import { describeError, type ErrorLog } from './safely';
import { createVerifyLooks, memoryFiles, type VerifyLooks } from './verify-looks';
import { createVerifyResults, type VerifyResults } from './verify-results';

/** What all verifications of one session share. */
export interface Verifying {
  readonly results: VerifyResults;
  readonly looks: VerifyLooks;
  readonly machine: MachineKnowledge;
  /** Has diagnostics told anew when their ages are others. */
  readonly ages: AgeWatch;
  /** One run at a time, so that no server is asked by two of them at once. */
  readonly turns: Limiter;
  /** Aborts when the server stops. */
  readonly ended: AbortSignal;
  readonly end: () => void;
}

type Means = Pick<Runtime, 'openFolder' | 'loadProbing'>;

/** Keeps what was seen in the folder that the editor names; in memory where it names none. */
export function createVerifying(
  runtime: Means,
  { storage }: Pick<ClientFeatures, 'storage'>,
  log: ErrorLog,
  onAged: () => void,
): Verifying {
  const end = new AbortController();
  const ages = createAgeWatch(onAged);
  const folder = (name: string) => (storage === null ? null : () => runtime.openFolder(join(storage, name)));
  return {
    results: createVerifyResults(folder('results'), (error) => log.error(describeError(error))),
    looks: createVerifyLooks(folder('looks') ?? (() => Promise.resolve(memoryFiles())), async () =>
      (await runtime.loadProbing()).createLookFileReader(),
    ),
    machine: createMachineKnowledge(),
    ages,
    turns: createLimiter(1),
    ended: end.signal,
    end: () => {
      end.abort();
      ages.stop();
    },
  };
}
