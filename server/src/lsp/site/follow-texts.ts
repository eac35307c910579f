import {
  type Connection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { escapeGlob } from './glob';

/**
 * Lets an editor tell the texts of files that are in no language of ours, such as transport tables: what it has open counts as it stands
 * there. Each is registered once, and as plain text alone: of a document that is told already every change would come twice.
 */
export function createTextFollower(
  connection: Pick<Connection, 'client'>,
  registersTexts: boolean,
): (paths: readonly string[]) => void {
  const followed = new Set<string>();
  return (paths) => {
    const added = paths.filter((path) => !followed.has(path));
    if (!registersTexts || added.length === 0) return;
    for (const path of added) followed.add(path);
    const documentSelector = added.map((path) => ({
      scheme: 'file',
      language: 'plaintext',
      pattern: escapeGlob(path),
    }));
    // What is open is told when opening is registered, and may change from then on.
    const syncKind = TextDocumentSyncKind.Incremental;
    void connection.client.register(DidChangeTextDocumentNotification.type, { documentSelector, syncKind });
    void connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector });
    void connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector });
  };
}
