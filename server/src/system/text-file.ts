import { open } from 'node:fs/promises';
import { describeFileError } from './input-file';

/** Far more than any CA file or set of trust anchors. */
const maxBytes = 16 * 1024 * 1024;

/** Reads a small text file that a setting names. Rejects with a message for people, path left out. */
export async function readTextFile(path: string): Promise<string> {
  const file = await open(path).catch((error: unknown) => {
    throw new Error(describeFileError(error));
  });
  try {
    const status = await file.stat();
    if (!status.isFile()) throw new Error('it is no file');
    if (status.size > maxBytes) throw new Error(`it is larger than ${maxBytes / 1024 / 1024} MiB`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
