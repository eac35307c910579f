import { type DocumentDiagnosticReport, DocumentDiagnosticReportKind } from 'vscode-languageserver/node';
import type { ServerContext } from './context';
import { type Checked, checkDocument, type ToldDiagnostics } from './diagnostics';
import { safely } from './safely';
import { sameDiagnostics } from './same-diagnostics';

/**
 * `textDocument/diagnostic`: the editor asks when it wants to know. What has not changed is not sent again.
 *
 * @returns what it was told last.
 */
export function registerPullDiagnostics(context: ServerContext): ToldDiagnostics {
  const { connection, documents } = context;
  const sent = new Map<string, { readonly id: string; readonly diagnostics: Checked['diagnostics'] }>();
  let count = 0;

  async function report(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    const checked = await checkDocument(context, uri);
    if (checked === null) return nothing;
    const { diagnostics } = checked;
    const last = sent.get(uri);
    if (last?.id === previous && last && sameDiagnostics(last.diagnostics, diagnostics)) {
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: last.id };
    }
    count += 1;
    sent.set(uri, { id: String(count), diagnostics });
    return { kind: DocumentDiagnosticReportKind.Full, resultId: String(count), items: [...diagnostics] };
  }

  connection.languages.diagnostics.on(({ textDocument, previousResultId }, token) =>
    safely(connection.console, 'checking', nothing, token, () => report(textDocument.uri, previousResultId)),
  );
  documents.onDidClose(({ document }) => sent.delete(document.uri));
  return (uri) => sent.get(uri)?.diagnostics ?? null;
}

const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** Asks the editor to ask again, since something besides the text changed. */
export function refreshDiagnostics({ client, connection }: ServerContext): void {
  if (client.refreshDiagnostics) void connection.languages.diagnostics.refresh();
}
