import { type DocumentDiagnosticReport, DocumentDiagnosticReportKind } from 'vscode-languageserver/node';
import { check } from './check';
import type { ServerContext } from './context';
import { safely } from './safely';

/** `textDocument/diagnostic`: the editor asks when it wants to know. */
export function registerPullDiagnostics(context: ServerContext): void {
  context.connection.languages.diagnostics.on(({ textDocument }, token) =>
    safely<DocumentDiagnosticReport>(context.connection.console, 'checking', empty, token, async () => {
      const document = context.documents.get(textDocument.uri);
      return document ? { kind: DocumentDiagnosticReportKind.Full, items: await check(context, document) } : empty;
    }),
  );
}

const empty: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** Asks the editor to ask again, since something besides the text changed. */
export function refreshDiagnostics({ client, connection }: ServerContext): void {
  if (client.refreshDiagnostics) void connection.languages.diagnostics.refresh();
}
