import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFileError } from './input-file';

/** The paths of the `*.json` files of a folder, sorted; not of those below it. Rejects with a message for people, path left out. */
export async function listJson(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.name.endsWith('.json') && !entry.isDirectory())
      .map(({ name }) => join(folder, name))
      .sort();
  } catch (error) {
    throw new Error(describeFileError(error));
  }
}
