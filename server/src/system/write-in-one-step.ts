import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The files that `writeInOneStep` writes first; one that stays there was left by a process that was killed. */
export const temporaryPattern = /^\.postfix-tls-policy\.[0-9a-f]{16}\.tmp$/;

/** What is done beside the writing. */
export interface Steps {
  /** The mode of the new file before `prepare`; by default what the process gives to new files. */
  readonly mode?: number;
  /** Before the content is on the disk. */
  readonly prepare?: (file: FileHandle) => Promise<void>;
  /** As late as can be: right before the new file takes the name. */
  readonly verify?: () => Promise<void>;
}

/**
 * Writes a file under its name in one step: whoever reads it sees all of the old one or all of the new one, also when the
 * machine stops in between. Rejects with an error of the file system or of a step, and leaves nothing behind then.
 */
export async function writeInOneStep(
  path: string,
  content: Uint8Array,
  { mode = 0o666, prepare, verify }: Steps = {},
): Promise<void> {
  const temporary = join(dirname(path), `.postfix-tls-policy.${randomBytes(8).toString('hex')}.tmp`);
  const file = await open(temporary, 'wx', mode);
  try {
    try {
      await file.writeFile(content);
      await prepare?.(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await verify?.();
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** So that the new name outlives a crash, too. Not every system lets a folder be opened. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path);
    await folder.sync().finally(() => folder.close());
  } catch {
    // The content is on the disk, under the old name or the new one.
  }
}
