import { Uri } from 'vscode';
import type {
  CancellationToken,
  ShowDocumentParams,
  ShowDocumentRequest,
  ShowDocumentResult,
} from 'vscode-languageclient/node';
import { showMarkdown } from './rule-page';

/**
 * Shows what the server asks to be shown: Markdown (a report of evidence, a rule's page) rendered, all else as the
 * language client does it.
 */
export async function showDocument(
  params: ShowDocumentParams,
  token: CancellationToken,
  next: ShowDocumentRequest.HandlerSignature,
): Promise<ShowDocumentResult> {
  const uri = Uri.parse(params.uri);
  if (params.external === true || !uri.path.endsWith('.md')) return (await next(params, token)) as ShowDocumentResult;
  try {
    await showMarkdown(uri);
    return { success: true };
  } catch {
    return { success: false };
  }
}
