import type { FileFolder } from '../system/file-folder';
import type { CliIo } from './io';
import { reasonOf } from './tell-failure';
import { UsageError } from './usage-error';

/** The folder of `--evidence`. All of it rejects with `UsageError`, which names the file. */
export async function openEvidenceFolder(folder: string, io: Pick<CliIo, 'openFolder'>): Promise<FileFolder> {
  const telling = async <T>(place: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw new UsageError(`--evidence: ${place}: ${reasonOf(error)}`);
    }
  };
  const files = await telling(folder, () => io.openFolder(folder));
  const pathOf = (name: string): string => `${folder}/${name}`;
  return {
    read: (name) => telling(pathOf(name), () => files.read(name)),
    write: (name, text) => telling(pathOf(name), () => files.write(name, text)),
    remove: (name) => telling(pathOf(name), () => files.remove(name)),
    list: () => telling(folder, files.list),
  };
}
