import type { FileFolder } from '../system/file-folder';
import type { CliIo } from './io';
import { reasonOf } from './tell-failure';
import { UsageError } from './usage-error';

/** The folder of `--evidence`. All of it rejects with `UsageError`, which names the file. */
export async function openEvidenceFolder(folder: string, io: Pick<CliIo, 'openFolder'>): Promise<FileFolder> {
  const files = await telling(folder, () => io.openFolder(folder));
  const pathOf = (name: string): string => `${folder}/${name}`;
  return {
    read: (name) => telling(pathOf(name), () => files.read(name)),
    write: (name, text) => telling(pathOf(name), () => files.write(name, text)),
    remove: (name) => telling(pathOf(name), () => files.remove(name)),
    list: () => telling(folder, files.list),
  };
}

/**
 * Does some work while no other run is at work in the folder: that would take this one for interrupted, and ask servers twice.
 * Rejects likewise, and as the work does. Null: there is no folder.
 */
export async function inEvidenceFolder<T>(
  folder: string | null,
  io: Pick<CliIo, 'claimFolder' | 'openFolder'>,
  work: () => Promise<T>,
): Promise<T> {
  if (folder === null) return work();
  await openEvidenceFolder(folder, io);
  const release = await telling(folder, () => io.claimFolder(folder));
  try {
    return await work();
  } finally {
    await release();
  }
}

async function telling<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new UsageError(`--evidence: ${place}: ${reasonOf(error)}`);
  }
}
