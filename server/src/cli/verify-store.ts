import { t } from '../text/translate';
import { createLookFiles, type LookFile } from '../verify/look-files';
import { createLookFileReader } from '../verify/read-look-file';
import { createMemoryStore, type LookStore } from '../verify/store';
import type { CliIo } from './io';
import { UsageError } from './usage-error';

/** Tells in the folder that a run has begun and not ended. */
const markName = '.unfinished-run';
/** Milliseconds after which an interrupted run is of no use any more. */
const longestPause = 86_400_000;

/** Where a run keeps what it saw. */
export interface RunStore {
  readonly store: LookStore;
  /** When the interrupted run began that goes on; null for one that begins. */
  readonly resumes: string | null;
  /** To be called when the run has come to its end. */
  readonly end: () => Promise<void>;
}

/** @param folder null for a run that leaves nothing behind. Rejects with `UsageError` where the folder can't be used. */
export async function openRunStore(
  folder: string | null,
  { maxAge, now, io }: { readonly maxAge: number; readonly now: Date; readonly io: CliIo },
): Promise<RunStore> {
  if (folder === null) return { store: createMemoryStore(), resumes: null, end: () => Promise.resolve() };
  try {
    const files = await io.openFolder(folder);
    const resumes = readMark(await files.read(markName), now);
    const run = resumes ?? now.toISOString();
    await files.write(markName, `${run}\n`);
    const store = createLookFiles(files, { run, maxAge, now: () => now.getTime(), parse: createParser(folder) });
    return { store, resumes, end: () => files.remove(markName) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--evidence: ${folder}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readMark(text: string | null, now: Date): string | null {
  const began = Date.parse(text?.trim() ?? '');
  const age = now.getTime() - began;
  return age >= 0 && age < longestPause ? new Date(began).toISOString() : null;
}

/** A lost file hides what changed, so that one which can't be read ends the run. */
function createParser(folder: string): (name: string, text: string) => LookFile {
  const read = createLookFileReader();
  return (name, text) => {
    const file = read(text);
    if (file !== null) return file;
    throw new UsageError(
      t('--evidence: {0} holds no looks that this program reads; move it away to begin anew', `${folder}/${name}`),
    );
  };
}
