import type { Uri } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { serverFacts } from './names';

/** What the server says a document is judged by; `server/src/lsp/document-facts.ts` has more of it. */
export interface DocumentFacts {
  readonly table: (Judged & { readonly type: string | null; readonly mainCf: string | null }) | null;
  readonly postfix: Judged;
}

interface Judged {
  readonly title: string;
  readonly reason: string;
}

/** Null where the server does not run, or does not know the document. */
export async function askFacts(client: LanguageClient, uri: Uri): Promise<DocumentFacts | null> {
  if (!client.isRunning()) return null;
  return client.sendRequest<DocumentFacts | null>(serverFacts, { textDocument: { uri: uri.toString() } });
}
