import { l10n, window } from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import { serverExplainLog } from './names';

/**
 * Shows what lines of a mail log mean: those that are selected, else what a person pastes. A file of ours that is open beside
 * them tells the site. Resolves to the server's answer, or to undefined where there are no lines.
 */
export async function explainLog(client: LanguageClient): Promise<unknown> {
  const text = selectedText() ?? (await askForLines());
  if (text === undefined || text.trim() === '') return undefined;
  const ours = window.visibleTextEditors.find(({ document }) => document.languageId.startsWith('postfix-'));
  const request = { text, ...(ours ? { uri: ours.document.uri.toString() } : {}) };
  return client.sendRequest(ExecuteCommandRequest.type, { command: serverExplainLog, arguments: [request] });
}

/** A file in one of our languages is no log. */
function selectedText(): string | undefined {
  const editor = window.activeTextEditor;
  if (!editor || editor.selection.isEmpty || editor.document.languageId.startsWith('postfix-')) return undefined;
  return editor.document.getText(editor.selection);
}

function askForLines(): Thenable<string | undefined> {
  return window.showInputBox({
    title: l10n.t('Explain Log Lines'),
    prompt: l10n.t('Paste a line of the mail log, or select lines in an editor first.'),
    placeHolder: 'postfix/smtp[4711]: … status=deferred (Server certificate not verified)',
  });
}
