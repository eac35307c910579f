import { l10n, window } from 'vscode';
import type { RefsAnswer, ReviewRequest } from '../../../server/src/revisions/conversation';
import { baseItems, headItems, type RevisionItem } from './revision-items';

/** Lets a person choose what is reviewed, and against what; Enter twice is the working tree against the default branch. */
export async function chooseRevisions(refs: RefsAnswer): Promise<Pick<ReviewRequest, 'base' | 'head'> | undefined> {
  const head = await choose(headItems(refs), l10n.t('Review policy changes (1/2): what'));
  if (head === undefined) return undefined;
  const base = await choose(baseItems(refs), l10n.t('Review policy changes (2/2): against what'));
  return base === undefined ? undefined : { base, head };
}

async function choose(items: readonly RevisionItem[], title: string): Promise<string | null | undefined> {
  const item = await window.showQuickPick(items, { title, matchOnDescription: true });
  if (item?.isOther !== true) return item?.revision;
  const name = await window.showInputBox({
    title,
    prompt: l10n.t('A branch, tag or commit, such as origin/main, v1.2 or HEAD~3'),
    validateInput: (text) => (text.trim() === '' ? l10n.t('Name a revision.') : undefined),
  });
  return name?.trim();
}
