import { isAbsolute, join, sep } from 'node:path';
import type { WorkspaceFolders } from '../workspace-folders';
import { folderOf, sitePath } from './site-place';

/**
 * The path that the setting `postfixTlsPolicy.mainCf` means for a document: a relative one begins in the folder of the workspace
 * that holds the document, else in the folder of the document. Null for none.
 */
export async function setMainCf(uri: string, setting: unknown, folders: WorkspaceFolders): Promise<string | null> {
  if (typeof setting !== 'string' || setting.trim() === '') return null;
  const set = setting.trim();
  if (isAbsolute(set)) return slashed(set);
  const path = sitePath(uri);
  if (path === null) return null;
  const around = (await folders.lately()).map(slashed).filter((folder) => path.startsWith(`${folder}/`));
  const [folder = folderOf(path)] = around.sort((a, b) => b.length - a.length);
  return slashed(join(folder, set));
}

function slashed(path: string): string {
  return path.replaceAll(sep, '/');
}
