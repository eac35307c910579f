import { open } from 'node:fs/promises';

/** Far more than any table or list; a device that never ends must not eat the memory. */
const maxBytes = 256 * 1024 * 1024;

/** Reads a whole file or pipe that a person named. Rejects with a message for people, path left out. */
export async function readInputFile(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const status = await file.stat();
      if (status.isDirectory()) throw new Error('it is a directory');
      if (!status.isFile()) return await readWhole(file.createReadStream({ autoClose: false }));
      if (status.size > maxBytes) throw tooLarge();
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new Error(describeFileError(error));
  }
}

/** Reads a stream to its end. Rejects when it is too large. */
export async function readWhole(stream: AsyncIterable<unknown>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** What a person needs to know of an error of the file system. */
export function describeFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a directory';
  if (code === 'EEXIST') return 'it is a file, and no folder';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'there is no room left on the disk';
  if (code === 'EBUSY') return 'it is in use, or something is mounted there';
  if (code === 'EROFS') return 'its file system is read-only';
  return error instanceof Error ? error.message : String(error);
}

function tooLarge(): Error {
  return new Error(`it is larger than ${maxBytes / 1024 / 1024} MiB`);
}
