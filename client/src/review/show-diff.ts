import { commands, l10n, window } from 'vscode';
import type { ReviewOutput } from '../../../server/src/revisions/conversation';
import { type ReviewedFile, sidesOf } from './sides';

/** Opens the diff of a file. */
export async function showDiff(review: ReviewOutput, file: ReviewedFile): Promise<void> {
  const { left, right } = sidesOf(review, file);
  const title = `${file.path} (${review.base} ↔ ${review.head})`;
  await commands.executeCommand('vscode.diff', left, right, title, { preview: false });
}

/** Opens the diff of one file that a person chooses, or of all of them below each other. */
export async function chooseDiff(review: ReviewOutput): Promise<void> {
  const { files } = review;
  const [only, ...others] = files;
  if (only === undefined) return;
  if (others.length === 0) return showDiff(review, only);
  const items = [
    { label: l10n.t('All files'), description: l10n.t('{0} files', files.length), file: undefined },
    ...files.map((file) => ({
      label: file.path,
      description: l10n.t('{0} changes', file.changes.length),
      file,
    })),
  ];
  const chosen = await window.showQuickPick(items, { title: l10n.t('The diff to show') });
  if (chosen === undefined) return;
  if (chosen.file !== undefined) return showDiff(review, chosen.file);
  const resources = files.map((file) => {
    const { left, right } = sidesOf(review, file);
    return [right, left, right];
  });
  await commands.executeCommand('vscode.changes', `${review.base} ↔ ${review.head}`, resources);
}
