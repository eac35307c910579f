import { dirname } from 'node:path';
import { configFileName, type ListConfig, noConfig, type ReadConfig } from '../config/list-config';
import { parseConfig } from '../config/parse-config';
import { allRules } from '../languages/languages';
import type { FoundFile } from '../system/nearest-file';
import { filePath } from './file-path';

/** One configuration file as it was read. */
export interface ConfigReading extends ReadConfig {
  /** Null where there is none. */
  readonly path: string | null;
  readonly text: string;
  /** Why it could not be read at all; else null. */
  readonly failure: string | null;
}

/** The configuration files of the open documents' folders. */
export interface ConfigFiles {
  /**
   * What the nearest configuration file says for a document; nothing for one that is no file. The same object as long as
   * the file stays as it is. Never rejects.
   */
  of(uri: string): Promise<ListConfig>;
  /** Looks at all of them again, since one of them may have changed. */
  reread(): Promise<void>;
}

/** What the files are read by, and who wants to know of them. */
export interface ConfigMeans {
  readonly readNearest: (folder: string, name: string) => Promise<FoundFile | null>;
  /** In milliseconds from some moment on. */
  readonly now: () => number;
  /** Called with all readings in force whenever one of them is new. */
  readonly told: (readings: readonly ConfigReading[]) => void;
  /** Called when another configuration is in force than the one that was told before. */
  readonly changed: () => void;
}

/**
 * Milliseconds after which a file is looked at again, behind the back of whoever asks: not every editor watches files, and
 * hardly one those above the opened folder.
 */
const maxAge = 2_000;

interface Followed {
  reading: Promise<ConfigReading>;
  lookedAt: number;
}

export function createConfigFiles({ readNearest, now, told, changed }: ConfigMeans): ConfigFiles {
  const folders = new Map<string, Followed>();

  async function tell(): Promise<void> {
    told(await Promise.all([...folders.values()].map(({ reading }) => reading)));
  }

  async function lookAgain(): Promise<void> {
    let isChanged = false;
    for (const [folder, followed] of folders) {
      followed.lookedAt = now();
      const [before, after] = [await followed.reading, await read(folder, readNearest)];
      if (isSame(before, after)) continue;
      followed.reading = Promise.resolve(after);
      isChanged = true;
    }
    if (!isChanged) return;
    await tell();
    changed();
  }

  /** One after the other, so that no slow look at an old file comes after a quick one at the new. */
  let looking: Promise<void> = Promise.resolve();
  const reread = (): Promise<void> => (looking = looking.then(lookAgain));

  return {
    async of(uri) {
      const folder = folderOf(uri);
      if (folder === null) return noConfig;
      const known = folders.get(folder);
      if (known) {
        if (now() - known.lookedAt > maxAge) {
          known.lookedAt = now();
          void reread();
        }
        return (await known.reading).config;
      }
      const reading = read(folder, readNearest);
      folders.set(folder, { reading, lookedAt: now() });
      const { config } = await reading;
      void tell();
      return config;
    },
    reread,
  };
}

async function read(folder: string, readNearest: ConfigMeans['readNearest']): Promise<ConfigReading> {
  try {
    const file = await readNearest(folder, configFileName);
    if (file === null) return { path: null, text: '', failure: null, config: noConfig, problems: [] };
    const rules = allRules().map(({ rule }) => rule);
    return { path: file.path, failure: null, ...parseConfig(file.bytes, rules) };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { path: null, text: '', failure, config: noConfig, problems: [] };
  }
}

function isSame(a: ConfigReading, b: ConfigReading): boolean {
  return a.path === b.path && a.text === b.text && a.failure === b.failure;
}

/** The folder of a document; null for one that is no file of this machine. */
function folderOf(uri: string): string | null {
  const path = filePath(uri);
  return path === null ? null : dirname(path);
}
