import { sep } from 'node:path';
import type { SitePlace } from '../../site/file-places';
import { filePath } from '../file-path';

const configuration = '/etc/postfix';

/**
 * Where the files are looked for that a main.cf names. One in a folder that ends in `/etc/postfix` is part of a copy of a
 * whole disk, so that all absolute paths are those of the copy.
 */
export function placeOf(mainCf: string): SitePlace {
  const folder = folderOf(mainCf);
  const isMirror = folder !== configuration && folder.endsWith(configuration);
  return { folder, root: isMirror ? folder.slice(0, -configuration.length) : null };
}

/** The path of a document as main.cf writes paths; null for one that is no file of this machine. */
export function sitePath(uri: string): string | null {
  return filePath(uri)?.replaceAll(sep, '/') ?? null;
}

/** The folder of a file; empty for one in the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
