import { mkdir, readdir, readFile, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFileError } from './input-file';
import { temporaryPattern, writeInOneStep } from './write-in-one-step';

/** A folder of small files that belong to this program. Every method rejects with a message for people, path left out. */
export interface FileFolder {
  /** Null where there is none. */
  readonly read: (name: string) => Promise<string | null>;
  /** Whoever reads the file sees all of the old text or all of the new one, also when the machine stops in between. */
  readonly write: (name: string, text: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  /** The names of all files in it, sorted. */
  readonly list: () => Promise<readonly string[]>;
}

/** Milliseconds after which a file that was never finished belongs to a process that is gone. */
const abandoned = 3_600_000;

/** Makes the folder where it is missing, and takes away what a killed process left half-written. */
export async function openFileFolder(path: string): Promise<FileFolder> {
  await told(async () => {
    await mkdir(path, { recursive: true });
    await removeAbandoned(path);
  });
  return {
    read: (name) =>
      told(async () => {
        try {
          return await readFile(join(path, name), 'utf8');
        } catch (error) {
          if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
          throw error;
        }
      }),
    write: (name, text) => told(() => writeInOneStep(join(path, name), new TextEncoder().encode(text))),
    remove: (name) => told(() => rm(join(path, name), { force: true })),
    list: () =>
      told(async () => {
        const found = await readdir(path, { withFileTypes: true });
        return found
          .filter((each) => each.isFile())
          .map(({ name }) => name)
          .sort();
      }),
  };
}

async function removeAbandoned(path: string): Promise<void> {
  for (const name of await readdir(path)) {
    if (!temporaryPattern.test(name)) continue;
    const file = join(path, name);
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > abandoned) await unlink(file).catch(() => undefined);
  }
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(describeFileError(error));
  }
}
