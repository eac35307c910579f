import { commands, Uri, workspace } from 'vscode';
import type {
  CancellationToken,
  ShowDocumentParams,
  ShowDocumentRequest,
  ShowDocumentResult,
} from 'vscode-languageclient/node';

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

/** Shows a Markdown document rendered, or as text where the editor lacks the preview. */
export async function showMarkdown(uri: Uri): Promise<void> {
  // The preview reads open documents only for virtual ones; opening also tells early that there is none.
  await workspace.openTextDocument(uri);
  try {
    await commands.executeCommand('markdown.showPreviewToSide', uri);
  } catch {
    await commands.executeCommand('vscode.open', uri);
  }
}
