import { type ListConfig, noConfig } from '../config/list-config';
import { partsOf } from '../review/parts';
import type { GitRepository } from '../system/git';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import { RevisionError } from './revision-error';

/** A policy table as it is now. */
export interface TableNow {
  /** The name of its file, in the folder that the repository was opened in. */
  readonly name: string;
  readonly text: string;
  readonly tableType: ListConfig['tableType'];
}

/**
 * The keys, as Postfix looks them up, whose entries differ from those of a revision in git; all of a file that the revision
 * does not have, under another name neither. Rejects with `RevisionError`, and where git does.
 */
export async function keysChangedSince(
  table: TableNow,
  revision: string,
  repository: Pick<GitRepository, 'commit' | 'sizes' | 'contents' | 'renamedFrom'>,
): Promise<ReadonlySet<string>> {
  const commit = await repository.commit(revision);
  if (commit === null) throw new RevisionError(t('there is no commit {0} here', revision));
  // Git takes what begins with ./ from the folder that it is asked in.
  const [here] = await repository.sizes([`${commit}:./${table.name}`]);
  const before = here ? null : await repository.renamedFrom(commit, table.name);
  const [blob] = before === null ? [here] : await repository.sizes([`${commit}:${before}`]);
  const [bytes] = blob === null || blob === undefined ? [] : await repository.contents([blob.id]);
  return keysOf(bytes === undefined ? null : decodeText(bytes).text, table);
}

function keysOf(before: string | null, { name, text, tableType }: TableNow): ReadonlySet<string> {
  const file = { path: name, previousPath: null, language: 'policy', before, after: text } as const;
  const { changes } = partsOf(file, { config: { ...noConfig, tableType }, evidence: new Map(), reason: null });
  return new Set(changes.flatMap(({ kind, entry }) => (kind === 'equivalent' ? [] : (entry?.after?.key.folded ?? []))));
}
