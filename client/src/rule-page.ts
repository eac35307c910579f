import { commands, Uri, workspace } from 'vscode';

/** The folder of the rules' pages inside the extension. */
const pages = ['docs', 'rules'];

/** Where the page of a rule is; null for a text that can't be a rule's id. */
export function rulePage(extension: Uri, id: unknown): Uri | null {
  if (typeof id !== 'string' || !/^[a-z0-9-]+$/.test(id)) return null;
  return Uri.joinPath(extension, ...pages, `${id}.md`);
}

/** Shows the page of a rule from the package, without the network. */
export async function openRulePage(extension: Uri, id: unknown): Promise<void> {
  const page = rulePage(extension, id);
  if (page) await showMarkdown(page);
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
