import type { NoMailSince } from '../verdict/no-mail-since';
import type { LookFile, LookFiles } from '../verify/look-files';
import { createLookFiles, lookFileName, noMailIn } from '../verify/look-files';
import type { LookStore, Remembered } from '../verify/store';

/** What runs saw, kept for each next-hop together with what the run before it saw. */
export interface VerifyLooks {
  /** The store of one run, which looks at everything anew. */
  readonly begin: (run: string) => Promise<LookStore>;
  /** What is kept of a next-hop; what can't be read counts as never seen. */
  readonly recall: (nextHop: string) => Promise<Remembered>;
  /** Since when every look at it says that it takes no mail; null where that is not known. */
  readonly noMailSince: (nextHop: string) => Promise<NoMailSince | null>;
}

/** @param createReader makes what reads the text of a file; null where the file is none of ours. */
export function createVerifyLooks(
  openFiles: () => Promise<LookFiles>,
  createReader: () => Promise<(text: string) => LookFile | null>,
): VerifyLooks {
  let files: Promise<LookFiles> | undefined;
  let reader: Promise<(text: string) => LookFile | null> | undefined;
  const open = async () => ({ files: await (files ??= openFiles()), read: await (reader ??= createReader()) });

  const load = async (nextHop: string): Promise<LookFile | null> => {
    const opened = await open();
    const text = await opened.files.read(lookFileName(nextHop.toLowerCase()));
    return text === null ? null : opened.read(text);
  };

  return {
    async begin(run) {
      const opened = await open();
      const parse = (_name: string, text: string): LookFile =>
        opened.read(text) ?? { version: 1, nextHop: '', run: '', looks: [], previous: [] };
      return createLookFiles(opened.files, { run, maxAge: 0, now: Date.now, parse });
    },
    async recall(nextHop) {
      const { looks = [], previous = [] } = (await load(nextHop)) ?? {};
      return { looks, previous };
    },
    noMailSince: async (nextHop) => noMailIn(await load(nextHop)),
  };
}

/** Next-hops that are kept in memory; the one that was written longest ago gives way. */
const keptInMemory = 200;

/** For an editor that names no folder. */
export function memoryFiles(): LookFiles {
  const texts = new Map<string, string>();
  return {
    read: (name) => Promise.resolve(texts.get(name) ?? null),
    write: (name, text) => {
      texts.delete(name);
      texts.set(name, text);
      const [oldest] = texts.keys();
      if (texts.size > keptInMemory && oldest !== undefined) texts.delete(oldest);
      return Promise.resolve();
    },
  };
}
