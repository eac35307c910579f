import { extensions, type Uri } from 'vscode';

/** Of the API of VS Code's own Git extension what is used here (`extensions/git/src/api/git.d.ts`, version 1). */
interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly getRepository: (uri: Uri) => GitRepository | null;
}

interface GitRepository {
  readonly rootUri: Uri;
}

interface GitExtension {
  readonly enabled: boolean;
  readonly getAPI: (version: 1) => GitApi;
}

/**
 * The repositories that VS Code has open; none where its Git extension is missing or switched off. Only where they lie is asked
 * of it: what is in them the server reads by itself, since that extension runs filters that a repository names.
 */
export async function openRepositories(): Promise<Pick<GitApi, 'repositories' | 'getRepository'>> {
  const none = { repositories: [], getRepository: () => null };
  const extension = extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return none;
  try {
    const git = extension.isActive ? extension.exports : await extension.activate();
    return git.enabled ? git.getAPI(1) : none;
  } catch {
    return none;
  }
}
