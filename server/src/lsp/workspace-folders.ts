import type { Connection } from 'vscode-languageserver/node';
import type { ClientFeatures } from './client-features';
import { filePath } from './file-path';

/** The paths of the folders that an editor has open. */
export interface WorkspaceFolders {
  /** As they are now. */
  present(): Promise<readonly string[]>;
  /** As they were a moment ago at least: for whoever asks at each keystroke. */
  lately(): Promise<readonly string[]>;
}

/** Milliseconds after which they are asked for again. */
const maxAge = 3_000;

/** @param now in milliseconds from some moment on. */
export function createWorkspaceFolders(
  connection: Pick<Connection, 'workspace'>,
  client: Pick<ClientFeatures, 'folders' | 'tellsFolders'>,
  now: () => number,
): WorkspaceFolders {
  let known: { readonly at: number; readonly folders: Promise<readonly string[]> } | null = null;

  async function ask(): Promise<readonly string[]> {
    if (!client.tellsFolders) return pathsOf(client.folders);
    const folders = await connection.workspace.getWorkspaceFolders();
    return pathsOf(folders?.map(({ uri }) => uri) ?? []);
  }

  function present(): Promise<readonly string[]> {
    const folders = ask();
    known = { at: now(), folders };
    return folders;
  }

  return {
    present,
    lately() {
      const before = known;
      if (before !== null && now() - before.at <= maxAge) return before.folders;
      const asked = present();
      return before?.folders ?? asked;
    },
  };
}

function pathsOf(uris: readonly string[]): readonly string[] {
  return uris.flatMap((uri) => filePath(uri) ?? []);
}
