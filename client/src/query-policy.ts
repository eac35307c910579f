import { l10n, window } from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import { serverQuery } from './names';

/**
 * Asks for a next-hop, the one at the cursor offered, and shows which policy applies to it in the site of the file in front.
 * Resolves to the server's answer, or to undefined where there is none.
 */
export async function queryPolicy(client: LanguageClient): Promise<unknown> {
  const editor = window.activeTextEditor;
  if (!editor?.document.languageId.startsWith('postfix-')) {
    void window.showInformationMessage(l10n.t('Open a tls_policy file, main.cf or master.cf to ask its site.'));
    return undefined;
  }
  const nextHop = await window.showInputBox({
    title: l10n.t('Which Policy Applies to…?'),
    prompt: l10n.t(
      'A next-hop as main.cf or the transport table writes it: example.org, [mail.example.org]:587. The network is not asked.',
    ),
    placeHolder: 'example.org',
    value: keyAtCursor(editor.document.lineAt(editor.selection.active.line).text, editor.document.languageId),
  });
  if (nextHop === undefined || nextHop.trim() === '') return undefined;
  const request = { uri: editor.document.uri.toString(), nextHop };
  return client.sendRequest(ExecuteCommandRequest.type, { command: serverQuery, arguments: [request] });
}

/** The key of the line where the cursor is; nothing where it has none that is a next-hop. */
function keyAtCursor(line: string, languageId: string): string {
  const [key = ''] = languageId === 'postfix-tls-policy' ? line.split(/\s/) : [];
  return /^[[\w]/.test(key) ? key : '';
}
