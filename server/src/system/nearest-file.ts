import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describeFileError } from './input-file';

/** Far more than any configuration. */
const maxBytes = 1024 * 1024;

export interface FoundFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads the file of this name in the folder or, failing that, in the nearest folder above that has one; null where none
 * has. The path that it is told by is relative where that of the folder is. A folder that may not be looked into counts
 * as empty. Rejects with a message for people, the path in front, when the file is there and can't be read.
 */
export async function readNearestFile(folder: string, name: string): Promise<FoundFile | null> {
  for (const each of upward(folder)) {
    const path = join(each, name);
    const bytes = await readIfThere(path).catch((error: unknown) => {
      throw new Error(`${path}: ${describeFileError(error)}`);
    });
    if (bytes !== null) return { path, bytes };
  }
  return null;
}

function* upward(folder: string): Generator<string> {
  for (let current = folder; ; current = join(current, '..')) {
    yield current;
    if (resolve(current) === resolve(current, '..')) return;
  }
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    const file = await open(path);
    try {
      const status = await file.stat();
      if (status.isDirectory()) throw new Error('it is a directory');
      if (!status.isFile()) throw new Error('it is no file');
      if (status.size > maxBytes) throw new Error(`it is larger than ${maxBytes / 1024 / 1024} MiB`);
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    // Whoever may not enter a folder does not know whether the file is there; as under `sudo` in another one's folder.
    if (code === 'EACCES' && !(await isThere(path))) return null;
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
