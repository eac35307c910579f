import { constants, type Stats } from 'node:fs';
import { access, type FileHandle, lstat, readFile, realpath } from 'node:fs/promises';
import { describeFileError } from './input-file';
import { writeInOneStep } from './write-in-one-step';

/**
 * Gives a file another content in one step: whoever reads it sees all of the old one or all of the new one, also when the
 * machine stops in between. The new file has the mode and the owner of the old one; a symbolic link stays, and what it
 * leads to is replaced.
 *
 * Rejects with a message for people, path left out, and leaves the file as it is when it no longer holds `before`, is no
 * regular file, or may not be written.
 */
export async function replaceFile(path: string, before: Uint8Array, after: Uint8Array): Promise<void> {
  try {
    const target = await realpath(path);
    const status = await lstat(target);
    if (!status.isFile()) throw new Error('it is no regular file, and so can not be replaced');
    // Otherwise the permission of the folder alone would decide.
    await access(target, constants.W_OK);
    await replaceBy(target, status, before, after);
  } catch (error) {
    throw new Error(describeFileError(error));
  }
}

async function replaceBy(target: string, status: Stats, before: Uint8Array, after: Uint8Array): Promise<void> {
  await writeInOneStep(target, after, {
    mode: 0o600,
    prepare: async (file) => {
      await keepOwner(file, status);
      await file.chmod(status.mode & 0o7777);
    },
    verify: async () => {
      if (Buffer.from(before).equals(await readFile(target))) return;
      throw new Error('it was changed meanwhile, and so was left as it is');
    },
  });
}

async function keepOwner(file: FileHandle, { uid, gid }: Stats): Promise<void> {
  const made = await file.stat();
  if (made.uid === uid && made.gid === gid) return;
  try {
    await file.chown(uid, gid);
  } catch {
    throw new Error('it belongs to another user or group, to whom the new one could not be given');
  }
}
