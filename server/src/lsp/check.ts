import type { Diagnostic } from 'vscode-languageserver/node';
import type { ServerContext } from './context';
import type { OpenDocument } from './open-document';
import { toDiagnostics } from './to-diagnostics';

/** The diagnostics of a document; none for a language that isn't ours. */
export async function check(context: ServerContext, document: OpenDocument): Promise<Diagnostic[]> {
  const settings = await context.configuration.ofDocument(document.uri);
  const findings = context.models.findingsOf(document, settings);
  return toDiagnostics(document, findings, context.runtime.rulePages, context.client.relatedInformation);
}
