import { l10n, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { executeWithProgress } from './execute-command';
import { serverProbe } from './names';

/** Probes the entry that the cursor is in. Resolves to the server's result, or to undefined without a policy table. */
export async function probeAtCursor(client: LanguageClient): Promise<unknown> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== 'postfix-tls-policy') {
    void window.showInformationMessage(l10n.t('Open a tls_policy file and put the cursor on a domain to probe it.'));
    return undefined;
  }
  const { document, selection } = editor;
  const position = { line: selection.active.line, character: selection.active.character };
  // Not through VS Code's registry of commands: while the server is starting, its commands are not in it yet.
  return executeWithProgress(client, serverProbe, [{ uri: document.uri.toString(), position }]);
}
