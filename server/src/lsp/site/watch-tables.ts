import { pathToFileURL } from 'node:url';
import { type Connection, DidChangeWatchedFilesNotification } from 'vscode-languageserver/node';
import { escapeGlob } from './glob';
import { folderOf, nameOf } from './site-place';

/**
 * Lets an editor watch the files of tables, whose names only main.cf knows and which may lie outside its folders. Each is
 * registered once; of one that no main.cf names any more a change costs a look at it.
 */
export function createTableWatcher(
  connection: Pick<Connection, 'client'>,
  watchesFolders: boolean,
): (paths: readonly string[]) => void {
  const watched = new Set<string>();
  return (paths) => {
    const added = paths.filter((path) => !watched.has(path));
    if (!watchesFolders || added.length === 0) return;
    for (const path of added) watched.add(path);
    const watchers = added.map((path) => ({
      globPattern: { baseUri: pathToFileURL(`${folderOf(path)}/`).href, pattern: escapeGlob(nameOf(path)) },
    }));
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  };
}
