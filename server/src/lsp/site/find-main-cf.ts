import { folderOf, nameOf } from './site-place';

/** By what the main.cf of a document is found. */
export interface MainCfMeans {
  /** Whether a main.cf names a file as a policy table; null where there is no such main.cf. */
  readonly names: (mainCf: string, path: string) => Promise<boolean | null>;
  /** The paths of all files of this name in the folders of the workspace. */
  readonly inWorkspace: () => Promise<readonly string[]>;
}

/** How far above a table its main.cf may lie, as that of `/etc/postfix/tables/tls/policy`. */
const mostFoldersAbove = 6;

/**
 * The main.cf that a file belongs to: what a setting names, the one beside it that names it, the nearest one above or in the
 * workspace that does, else the one beside it. Null where none is known.
 *
 * @param set the path that a setting names; null for none.
 */
export async function findMainCf(path: string, set: string | null, means: MainCfMeans): Promise<string | null> {
  if (isMainCf(path)) return path;
  if (set !== null && (await means.names(set, path)) !== null) return set;
  const beside = `${folderOf(path)}/${mainCfName}`;
  const isBeside = (await means.names(beside, path)) !== null;
  if (isMasterCf(path)) return isBeside ? beside : null;
  for (const candidate of [...above(path), ...nearestFirst(path, await means.inWorkspace())]) {
    if ((await means.names(candidate, path)) === true) return candidate;
  }
  return isBeside ? beside : null;
}

export const mainCfName = 'main.cf';

/** As the language of a file is told by its name: `main.cf.j2` is a site of its own. */
function isMainCf(path: string): boolean {
  return /^main\.cf(?:\.|$)/.test(nameOf(path));
}

function isMasterCf(path: string): boolean {
  return /^master\.cf(?:\.|$)/.test(nameOf(path));
}

/** Whether a file may be one of the tables of a site. */
export function mayBeTable(path: string): boolean {
  return !isMainCf(path) && !isMasterCf(path);
}

function above(path: string): readonly string[] {
  const found: string[] = [];
  for (let folder = folderOf(path); found.length <= mostFoldersAbove; folder = folderOf(folder)) {
    found.push(`${folder}/${mainCfName}`);
    if (folder === '') break;
  }
  return found;
}

/** Those with the longest common beginning: of two copies of a disk each has tables of its own. */
function nearestFirst(path: string, candidates: readonly string[]): readonly string[] {
  const common = (other: string): number => {
    let length = 0;
    while (length < path.length && path[length] === other[length]) length++;
    return length;
  };
  return [...candidates].sort((a, b) => common(b) - common(a) || (a < b ? -1 : 1));
}
