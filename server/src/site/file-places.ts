/** Where the files of a site are looked for that its main.cf names. */
export interface SitePlace {
  /** The folder of main.cf, as the person named it. */
  readonly folder: string;
  /** What stands before absolute paths, as a mounted disk or a mirror has them; null for none. */
  readonly root: string | null;
}

/** The folder that the paths of every distribution begin with. */
const configuration = '/etc/postfix/';

/**
 * The paths at which a file may be that main.cf names by an absolute path, the most likely first. Of a main.cf that lies in
 * another folder than /etc/postfix, the files below /etc/postfix lie beside it: it is a copy.
 */
export function placesOf(path: string, { folder, root }: SitePlace): readonly string[] {
  if (!path.startsWith('/')) return [];
  if (root !== null) return [`${root.replace(/\/+$/, '')}${path}`];
  const isCopy = path.startsWith(configuration) && `${folder.replace(/\/+$/, '')}/` !== configuration;
  return isCopy ? [`${folder === '' ? '.' : folder}/${path.slice(configuration.length)}`] : [path];
}

/**
 * What `$config_directory` is to the Postfix that reads this main.cf: the folder where it lies (`postconf -c`), without what
 * stands before absolute paths. Of a folder that is not told from the root, that of every distribution.
 */
export function configDirectoryOf({ folder, root }: SitePlace): string {
  const path = root !== null && folder.startsWith(root) ? folder.slice(root.replace(/\/+$/, '').length) : folder;
  return path.startsWith('/') ? path.replace(/(?<=.)\/+$/, '') : configuration.slice(0, -1);
}

/** `/etc/postfix` of `/etc/postfix/main.cf`; empty for a file of the current folder. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === 0 ? '/' : path.slice(0, Math.max(0, slash));
}

/** How far the files around a main.cf tell what Postfix finds on the machine that it is for. */
export type Standing =
  /** It lies where Postfix reads it, or below the root that a person named: all files are as Postfix finds them. */
  | 'installed'
  /** It lies in the `etc/postfix` of another folder, such as a repository with the files of many machines. */
  | 'mirror'
  /** Nothing is known of the machine. */
  | 'elsewhere';

/** @param place its folder from the root, and not from the current folder. */
export function standingOf({ folder, root }: SitePlace): Standing {
  if (root !== null || /^\/etc\/postfix(?:-[^/]*)?(?:\/|$)/.test(folder)) return 'installed';
  return /\/etc\/postfix\/*$/.test(folder) ? 'mirror' : 'elsewhere';
}
