import { TextDocumentContentRequest } from 'vscode-languageserver/node';
import { t } from '../text/translate';
import type { ServerContext } from './context';

/** `workspace/textDocumentContent`: the text of a virtual document, here the report of a probe. */
export function registerTextDocumentContent({ connection, reports }: ServerContext): void {
  connection.onRequest(TextDocumentContentRequest.type, ({ uri }) => ({
    text: reports.get(uri) ?? t('# No longer available\n\nThis report is gone: probe the domain again.\n'),
  }));
}
