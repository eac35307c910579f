import { commands, window } from 'vscode';

/** The server's command; its arguments are those of `server/src/lsp/probe-request.ts`. */
const serverCommand = 'postfixTlsPolicy.server.probe';

/** Probes the entry that the cursor is in. Resolves to the server's result, or to undefined without a policy table. */
export async function probeAtCursor(): Promise<unknown> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== 'postfix-tls-policy') {
    void window.showInformationMessage('Open a tls_policy file and put the cursor on a domain to probe it.');
    return undefined;
  }
  const { document, selection } = editor;
  const position = { line: selection.active.line, character: selection.active.character };
  return commands.executeCommand(serverCommand, { uri: document.uri.toString(), position });
}
