import type { Connection } from 'vscode-languageserver/node';
import type { ClientFeatures } from './client-features';
import { type EvidenceStore, reportFileName } from './evidence-store';

/** A report of what a probe saw, ready to be shown. */
export interface Report {
  /** The URI of the virtual document that holds it. */
  readonly uri: string;
  readonly nextHop: string;
}

/**
 * Shows a report: as a virtual document where the editor can ask the server for its text, else as a temporary file.
 * Returns false where the editor can show neither.
 */
export async function showReport(
  connection: Pick<Connection, 'window'>,
  client: ClientFeatures,
  reports: EvidenceStore,
  writeTemporaryFile: (name: string, content: string) => Promise<string>,
  report: Report,
): Promise<boolean> {
  if (!client.showDocument) return false;
  const uri = client.virtualDocuments
    ? report.uri
    : await writeTemporaryFile(reportFileName(report.nextHop), reports.get(report.uri) ?? '');
  const { success } = await connection.window.showDocument({ uri, takeFocus: true });
  return success;
}
