import { readdir, stat } from 'node:fs/promises';

/** What lies at a path of this machine; symbolic links are followed. */
export type FileLook =
  /** It can't be told, for want of permission. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'missing' }
  /** `modified` in milliseconds since 1970. */
  | { readonly kind: 'file' | 'folder'; readonly modified: number };

export async function lookAtFile(path: string): Promise<FileLook> {
  try {
    const status = await stat(path);
    return { kind: status.isDirectory() ? 'folder' : 'file', modified: status.mtimeMs };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return { kind: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unknown' };
  }
}

/** The names of the files in a folder, sorted, without those of its folders; none where it can't be read. */
export async function namesOfFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
