import { l10n, type Uri, Uri as Uris, window, workspace } from 'vscode';
import { openRepositories } from './git-extension';

/**
 * Where the repository lies that shall be reviewed: that of the file in front, the only one that is open, or one that a person
 * chooses. Where VS Code knows of none, git itself finds it from the folder of the file, or from the one that is open. Undefined
 * where nobody chose, and where nothing is open.
 */
export async function chooseFolder(): Promise<Uri | undefined> {
  const file = window.activeTextEditor?.document.uri;
  const front = file?.scheme === 'file' ? file : undefined;
  const git = await openRepositories();
  const own = front && git.getRepository(front);
  if (own) return own.rootUri;
  if (front) return Uris.joinPath(front, '..');
  const repositories = git.repositories.map(({ rootUri }) => rootUri);
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri).filter(({ scheme }) => scheme === 'file');
  return chooseOne(repositories.length > 0 ? repositories : folders);
}

async function chooseOne(folders: readonly Uri[]): Promise<Uri | undefined> {
  if (folders.length < 2) return folders[0];
  const items = folders.map((uri) => ({ label: workspace.asRelativePath(uri), description: uri.fsPath, uri }));
  const chosen = await window.showQuickPick(items, { title: l10n.t('The repository to review') });
  return chosen?.uri;
}
