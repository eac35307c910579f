import { l10n, Range, type TextDocument, WorkspaceEdit, window, workspace } from 'vscode';
import type { ReviewOutput } from '../../../server/src/revisions/conversation';
import type { Conversation } from './conversation';
import { workingUri } from './sides';
import { lineToApply, type ThreadSubject } from './threads';

/**
 * Writes the line that would be accepted into the file of the working tree, in one step to undo. What a probe advised is written
 * by the server, which asks where names need a person's yes. Resolves to whether there was something to write.
 */
export async function applyLine(
  { replace }: Pick<Conversation, 'replace'>,
  review: ReviewOutput,
  { file, change }: ThreadSubject,
): Promise<boolean> {
  const line = lineToApply(change);
  if (line === null || change.after === null) return false;
  const uri = workingUri(review, file);
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document, { preview: false, preserveFocus: true });
  if (line === change.live?.advised) {
    await replace(uri.toString(), change.subject, line);
    return true;
  }
  const { start, end } = change.range;
  const range = lineReading(document, change.after, new Range(start.line, start.character, end.line, end.character));
  if (range === null) {
    throw new Error(l10n.t('"{0}" does not stand in {1} any more; review the changes again.', change.after, file.path));
  }
  const edit = new WorkspaceEdit();
  edit.replace(uri, range, line);
  return workspace.applyEdit(edit);
}

/** Where the line stands: at its place, else where it stands alone. */
function lineReading(document: TextDocument, text: string, place: Range): Range | null {
  if (document.getText(place) === text) return place;
  const found = Array.from({ length: document.lineCount }, (_, index) => document.lineAt(index)).filter(
    (line) => line.text === text,
  );
  return found.length === 1 ? (found[0]?.range ?? null) : null;
}
