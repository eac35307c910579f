import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** The URI of a folder, ending in a slash; null where there is no such folder. */
export function folderUri(path: string): string | null {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? `${pathToFileURL(path).href}/` : null;
}
