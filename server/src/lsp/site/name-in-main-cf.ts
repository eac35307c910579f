import type { TableType } from '../../postfix/table-types';
import { configDirectoryOf } from '../../site/file-places';
import { folderOf, sitePath } from './site-place';
import type { OpenSite } from './sites';

/**
 * How a main.cf would name a table: by the type that is known of it, else that of the site's other tables, else `hash`. Null
 * for one that it names already, and for one that does not lie where the machine of a copy has it.
 */
export function nameInMainCf(
  { tables, place }: Pick<OpenSite, 'tables' | 'place'>,
  uri: string,
  known: TableType | null,
  hasPatterns: boolean,
): string | null {
  const path = sitePath(uri);
  if (path === null || tables.some((table) => table.path === path)) return null;
  const isPattern = ({ type }: { readonly type: TableType }): boolean => type === 'regexp' || type === 'pcre';
  const alike = tables.find((table) => isPattern(table) === hasPatterns)?.type;
  const type = known ?? alike ?? (hasPatterns ? 'regexp' : 'hash');
  const name = onMachine(path, place);
  return name === null || /[\s,{}]/.test(name) ? null : `${type}:${name}`;
}

function onMachine(path: string, place: OpenSite['place']): string | null {
  const { folder, root } = place;
  if (root !== null) return path.startsWith(`${root}/`) ? path.slice(root.length) : null;
  const isBelow = path.startsWith(`${folder}/`);
  if (folder === configDirectoryOf(place) && folder.startsWith('/etc/postfix')) return path;
  return isBelow && folderOf(path) !== '' ? `/etc/postfix${path.slice(folder.length)}` : null;
}
