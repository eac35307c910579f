import type { Diagnostic } from 'vscode-languageserver/node';
import type { ServerContext } from './context';
import { findingsIn } from './findings';
import type { OpenDocument } from './open-document';
import { toDiagnostics } from './to-diagnostics';
import { verifyDiagnostics } from './verify-diagnostics';

export interface Checked {
  readonly document: OpenDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** What an editor was told of a document last; null for nothing. */
export type ToldDiagnostics = (uri: string) => Checked['diagnostics'] | null;

/** The diagnostics of an open document as it is now; none for a language that isn't ours. Null when it is not open. */
export async function checkDocument(context: ServerContext, uri: string): Promise<Checked | null> {
  const found = await findingsIn(context, uri);
  if (found === null) return null;
  const { document } = found;
  const { runtime, client } = context;
  const settings = await context.configuration.ofDocument(uri);
  const diagnostics = toDiagnostics(document, found, runtime.rulePages, client.relatedInformation);
  return { document, diagnostics: [...diagnostics, ...(await verifyDiagnostics(context, document, settings))] };
}
