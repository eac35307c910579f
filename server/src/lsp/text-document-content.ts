import { TextDocumentContentRequest } from 'vscode-languageserver/node';
import type { ServerContext } from './context';

/** `workspace/textDocumentContent`: the text of a virtual document, here the report of a probe. */
export function registerTextDocumentContent({ connection, reports }: ServerContext): void {
  connection.onRequest(TextDocumentContentRequest.type, ({ uri }) => ({
    text: reports.get(uri) ?? '# No longer available\n\nThis report is gone: probe the domain again.\n',
  }));
}
