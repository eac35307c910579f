import type { Evidence } from '../probe/evidence';
import { createSeenBefore, type SeenBefore } from '../probe/hosts/seen-before';
import { t } from '../text/translate';
import { allLookFiles, createLookFiles, type LookFile } from '../verify/look-files';
import { createLookFileReader } from '../verify/read-look-file';
import { createMemoryStore, type LookStore } from '../verify/store';
import { openEvidenceFolder } from './evidence-folder';
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
  /** The servers that earlier runs contacted and this one is not to; null where it may contact all. */
  readonly seenBefore: SeenBefore | null;
  /** How many next-hops were answered by what earlier runs saw. */
  readonly answered: () => number;
  /** To be called when the run has come to its end. */
  readonly end: () => Promise<void>;
  /** Removes what is kept of all next-hops but these, in lower case; resolves to how many it was. */
  readonly prune: (named: ReadonlySet<string>) => Promise<number>;
}

interface RunStoreOptions {
  readonly maxAge: number;
  readonly now: Date;
  /** Which part of the entries is looked at; empty for all. An interrupted run goes on with the same part alone. */
  readonly selection: string;
  readonly io: CliIo;
}

/** @param folder null for a run that leaves nothing behind. Rejects with `UsageError` where the folder can't be used. */
export async function openRunStore(
  folder: string | null,
  { maxAge, now, selection, io }: RunStoreOptions,
): Promise<RunStore> {
  if (folder === null) {
    const nothing = { resumes: null, seenBefore: null, answered: () => 0, prune: () => Promise.resolve(0) };
    return { store: createMemoryStore(), ...nothing, end: () => Promise.resolve() };
  }
  const files = await openEvidenceFolder(folder, io);
  const mark = readMark(await files.read(markName), now);
  const resumes = mark?.selection === selection ? mark.run : null;
  const run = resumes ?? now.toISOString();
  // A part of the entries does not keep a run over all of them from going on.
  const isMarked = resumes !== null || mark === null || selection === '';
  if (isMarked) await files.write(markName, `${run}\n${selection}\n`);
  const read = createLookFileReader();
  const parse = createParser(folder, read);
  const store = createLookFiles(files, { run, maxAge, now: () => now.getTime(), parse });
  // What the clock of an earlier run put into the future says nothing of its age.
  const isPast = ({ finishedAt }: Evidence): boolean => Date.parse(finishedAt) <= now.getTime();
  const seenBefore = maxAge > 0 ? createSeenBefore(now.getTime() - maxAge) : null;
  if (seenBefore !== null) {
    // What this run itself saw before it was interrupted may have to be looked at again.
    for await (const { file } of allLookFiles(files, read))
      if (file.run !== run) file.looks.filter(isPast).forEach(seenBefore.add);
  }
  let answered = 0;
  return {
    store: {
      ...store,
      recall: async (nextHop) => {
        const remembered = await store.recall(nextHop);
        if (remembered.looks.some(({ finishedAt }) => finishedAt < run)) answered += 1;
        return remembered;
      },
    },
    resumes,
    seenBefore,
    answered: () => answered,
    end: () => (isMarked ? files.remove(markName) : Promise.resolve()),
    prune: async (named) => {
      let pruned = 0;
      for await (const { name, file } of allLookFiles(files, read)) {
        if (named.has(file.nextHop)) continue;
        await files.remove(name);
        pruned += 1;
      }
      return pruned;
    },
  };
}

/** The run that was interrupted, and what it looked at; null without one, or after too long. */
function readMark(text: string | null, now: Date): { readonly run: string; readonly selection: string } | null {
  const [began = '', selection = ''] = text?.split('\n') ?? [];
  const age = now.getTime() - Date.parse(began);
  return age >= 0 && age < longestPause ? { run: new Date(began).toISOString(), selection } : null;
}

/** A lost file hides what changed, so that one which can't be read ends the run. */
function createParser(
  folder: string,
  read: (text: string) => LookFile | null,
): (name: string, text: string) => LookFile {
  return (name, text) => {
    const file = read(text);
    if (file !== null) return file;
    throw new UsageError(
      t('--evidence: {0} holds no looks that this program reads; move it away to begin anew', `${folder}/${name}`),
    );
  };
}
