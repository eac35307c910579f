import { l10n, window } from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import { serverPosture } from './names';

/**
 * Shows what the mail of the site is protected against that the file in front belongs to. Resolves to the server's answer, or to
 * undefined where no file tells the site.
 */
export async function explainPosture(client: LanguageClient): Promise<unknown> {
  const document = window.activeTextEditor?.document;
  if (!document?.languageId.startsWith('postfix-')) {
    void window.showInformationMessage(l10n.t('Open a tls_policy file, main.cf or master.cf to ask its site.'));
    return undefined;
  }
  const request = { uri: document.uri.toString() };
  return client.sendRequest(ExecuteCommandRequest.type, { command: serverPosture, arguments: [request] });
}
