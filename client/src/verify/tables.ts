import { type CancellationToken, type TextDocument, type Uri, workspace } from 'vscode';
import { policyLanguage } from './names';

/** The names by which VS Code takes a file for a policy table, as in the manifest. */
const patterns = '**/{tls_policy,tls_policy_maps,tls_policy.*,*.tls_policy,smtp_tls_policy*}';
/** More are opened one by one. */
const most = 500;

/** Documents of ours that a person edits: the old side of a diff is none of them. */
const schemes: readonly string[] = ['file', 'untitled', 'vscode-vfs'];

export function isTable({ languageId, uri }: TextDocument): boolean {
  return languageId === policyLanguage && schemes.includes(uri.scheme);
}

/** The policy tables that are open, and those of the workspace by their names. */
export async function findTables(token: CancellationToken): Promise<readonly Uri[]> {
  const open = workspace.textDocuments.filter(isTable).map(({ uri }) => uri);
  const files = await workspace.findFiles(patterns, undefined, most, token);
  return [...new Map([...open, ...files].map((uri) => [uri.toString(), uri])).values()];
}

/** Opens a table for the server, not for the eye; null where it is gone, or none any more. */
export async function openTable(uri: Uri): Promise<TextDocument | null> {
  try {
    const document = await workspace.openTextDocument(uri);
    return isTable(document) ? document : null;
  } catch {
    return null;
  }
}
