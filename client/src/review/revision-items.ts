import { l10n, type QuickPickItem, QuickPickItemKind } from 'vscode';
import type { RefsAnswer } from '../../../server/src/revisions/conversation';

/** A revision that can be chosen. */
export interface RevisionItem extends QuickPickItem {
  /** Null: the working tree, or what a review is made against by default. */
  readonly revision?: string | null;
  /** The name is asked for. */
  readonly isOther?: boolean;
}

type Ref = RefsAnswer['refs'][number];

/** The kinds of refs, in the order in which they are offered; the first that fits counts. */
const kinds: readonly (readonly [RegExp, title: () => string, name: (parts: RegExpExecArray) => string])[] = [
  [/^refs\/(?:remotes\/[^/]+\/)?merge-requests\/(\d+)(?:\/head)?$/, mergeRequests, ([, number = '']) => `!${number}`],
  [/^refs\/(?:remotes\/[^/]+\/)?(?:pull|pr)\/(\d+)(?:\/head)?$/, mergeRequests, ([, number = '']) => `#${number}`],
  [/^refs\/heads\/(.+)$/s, () => l10n.t('Branches'), ([, name = '']) => name],
  [/^refs\/remotes\/(.+)$/s, () => l10n.t('Branches of remotes'), ([, name = '']) => name],
  [/^refs\/tags\/(.+)$/s, () => l10n.t('Tags'), ([, name = '']) => name],
];

/** What may be reviewed: the working tree first, then the merge requests. */
export function headItems({ refs }: RefsAnswer): readonly RevisionItem[] {
  const workingTree: RevisionItem = {
    label: l10n.t('Working tree'),
    description: l10n.t('with what is not saved or committed yet'),
    revision: null,
  };
  return [workingTree, { label: 'HEAD', revision: 'HEAD' }, ...refItems(refs), other()];
}

/** Against what: where the change left the default branch first. */
export function baseItems({ defaultBase, refs }: RefsAnswer): readonly RevisionItem[] {
  const usual: RevisionItem[] =
    defaultBase === null
      ? []
      : [
          {
            label: defaultBase,
            description: l10n.t('where it left the default branch'),
            revision: null,
          },
        ];
  return [...usual, ...refItems(refs), other()];
}

function mergeRequests(): string {
  return l10n.t('Merge requests that were fetched');
}

function refItems(refs: readonly Ref[]): readonly RevisionItem[] {
  const byTitle = new Map<string, RevisionItem[]>(kinds.map(([, title]) => [title(), []]));
  for (const { name, target, date, subject } of refs) {
    // `origin/HEAD` stands for a branch that is offered anyway.
    if (target !== null) continue;
    for (const [pattern, title, nameOf] of kinds) {
      const parts = pattern.exec(name);
      if (parts === null) continue;
      const description = [date.slice(0, 10), subject].filter((text) => text !== '').join(' ');
      byTitle.get(title())?.push({ label: nameOf(parts), description, revision: name });
      break;
    }
  }
  return [...byTitle].flatMap(([label, items]) =>
    items.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...items],
  );
}

function other(): RevisionItem {
  return { label: l10n.t('Another revision…'), isOther: true, alwaysShow: true };
}
