import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** What stands where a file was looked for. */
export type NoWorkingFile = 'gone' | 'symbolic-link' | 'no-file' | 'too-large';

/** Reads a file of a working tree that nobody trusts: no link is followed, and no pipe or device is waited for. */
export async function readWorkingFile(path: string, maxBytes: number): Promise<Uint8Array | NoWorkingFile> {
  try {
    const file = await open(path, constants.O_RDONLY | noFollow | noWait);
    try {
      const status = await file.stat();
      if (!status.isFile()) return 'no-file';
      return status.size > maxBytes ? 'too-large' : await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'gone';
    if (code === 'ELOOP' || code === 'EMLINK') return 'symbolic-link';
    if (code === 'ENXIO' || code === 'EISDIR') return 'no-file';
    throw error;
  }
}

/** Windows has neither, and makes no links by itself. */
const noFollow = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;
const noWait = process.platform === 'win32' ? 0 : constants.O_NONBLOCK;
