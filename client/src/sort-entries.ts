import { l10n, window } from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import { serverSort } from './names';

/**
 * Sorts the policy table in front, or what is selected of it, in one step to undo. The server tells why where it does not.
 * Resolves to the server's result, or to undefined without a policy table.
 */
export async function sortEntries(client: LanguageClient, order: 'domain' | 'organisation'): Promise<unknown> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== 'postfix-tls-policy') {
    void window.showInformationMessage(l10n.t('Open a tls_policy file to sort its entries.'));
    return undefined;
  }
  const { document, selection } = editor;
  const range = client.code2ProtocolConverter.asRange(selection);
  const request = { uri: document.uri.toString(), order, ...(selection.isEmpty ? {} : { range }) };
  return client.sendRequest(ExecuteCommandRequest.type, { command: serverSort, arguments: [request] });
}
