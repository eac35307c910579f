import { posix } from 'node:path';
import { configFileName } from '../config/list-config';
import { languageOfFile } from '../languages/languages';
import type { UncheckedFile } from '../report/check-result';
import type { RevisedFile } from '../review/change';
import type { BlobReference, ChangedFile, GitRepository } from '../system/git';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import { UsageError } from './usage-error';

/** Larger ones are no tables that a person can review. */
const maxBytes = 16 * 1024 * 1024;
/** Bytes in which a NUL says that a file is no text. */
const head = 8_192;

/** Two commits to compare: the head, and where it left the base. */
export interface Revisions {
  readonly base: string;
  readonly head: string;
}

/** What a merge request without further words is compared with. */
export const defaultRange = 'origin/HEAD..HEAD';

/**
 * The commits that `BASE..HEAD` names. What the base got since the head left it is no change of the merge request, so that
 * both spellings, with two dots and with three, mean the same. Rejects with `UsageError`.
 */
export async function findRevisions(range: string, repository: GitRepository): Promise<Revisions> {
  const [, base = '', head = ''] = /^(.+?)\.{2,3}(.+)$/s.exec(range) ?? [];
  if (base === '' || head === '') {
    throw new UsageError(t('"{0}" is no range; write BASE..HEAD, for example origin/main..HEAD', range));
  }
  const [baseCommit, headCommit] = [await commitOf(base, repository), await commitOf(head, repository)];
  const fork = await repository.mergeBase(baseCommit, headCommit);
  if (fork !== null) return { base: fork, head: headCommit };
  throw new UsageError(
    t(
      '{0} and {1} have no common history here; in a pipeline, fetch all of it (GIT_DEPTH: 0, fetch-depth: 0)',
      base,
      head,
    ),
  );
}

async function commitOf(revision: string, repository: GitRepository): Promise<string> {
  const commit = await repository.commit(revision).catch((error: unknown) => {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  });
  if (commit !== null) return commit;
  throw new UsageError(
    revision === 'origin/HEAD'
      ? t('there is no commit {0} here; name the range, for example origin/main..HEAD', revision)
      : t('there is no commit {0} here', revision),
  );
}

export interface ReadRevisions {
  readonly files: readonly RevisedFile[];
  readonly refused: readonly UncheckedFile[];
}

/** The changed files that a review is about, read from git by the ids of their blobs; links, binaries and large ones refused. */
export async function readRevisions({ base, head }: Revisions, repository: GitRepository): Promise<ReadRevisions> {
  const files: RevisedFile[] = [];
  const refused: UncheckedFile[] = [];
  for (const changed of await repository.changedFiles(base, head)) {
    const language = languageOf(changed);
    if (language === null) continue;
    const { path, previousPath } = changed;
    const [before, after] = [await readSide(changed.before, repository), await readSide(changed.after, repository)];
    const reason = [after, before].find((side) => side !== null && 'refused' in side);
    if (reason && 'refused' in reason) refused.push({ path, reason: reason.refused });
    else files.push({ path, previousPath, language, before: textOf(before), after: textOf(after) });
  }
  // The configuration judges, so it comes first.
  return { files: files.sort((a, b) => rank(a) - rank(b)), refused };
}

/** By its new name or by its old one: a list can't leave the review by another name. */
function languageOf({ path, previousPath }: ChangedFile): RevisedFile['language'] | null {
  const names = [path, ...(previousPath === null ? [] : [previousPath])];
  if (names.some((name) => posix.basename(name) === configFileName)) return 'configuration';
  return names.map((name) => languageOfFile(name)?.name ?? null).find((name) => name !== null) ?? null;
}

function rank({ language }: RevisedFile): number {
  return language === 'configuration' ? 0 : 1;
}

type Side = { readonly text: string } | { readonly refused: string } | null;

async function readSide(blob: BlobReference | null, repository: GitRepository): Promise<Side> {
  if (blob === null) return null;
  if (blob.mode === '120000') return { refused: t('it is a symbolic link') };
  if (!blob.mode.startsWith('100')) return { refused: t('it is no file') };
  const [info] = await repository.sizes([blob.id]);
  if (!info) return { refused: t('its content is not in this clone') };
  if (info.size > maxBytes) return { refused: t('it is larger than {0} MiB', maxBytes / 1024 / 1024) };
  const [bytes = new Uint8Array()] = await repository.contents([blob.id]);
  if (bytes.subarray(0, head).includes(0)) return { refused: t('it is no text') };
  return { text: decodeText(bytes).text };
}

function textOf(side: Side): string | null {
  return side !== null && 'text' in side ? side.text : null;
}

/**
 * The reason that the head's message gives for what has no line to say it, as a trailer `Policy-Reason: …`; null without one.
 */
export async function reasonInMessage(commit: string, repository: GitRepository): Promise<string | null> {
  const [info] = await repository.sizes([commit]);
  if (!info || info.size > maxBytes) return null;
  const [bytes = new Uint8Array()] = await repository.contents([commit]);
  const { text } = decodeText(bytes);
  const message = text.slice(text.indexOf('\n\n') + 2);
  return /^Policy-Reason:[ \t]*(\S.*)$/im.exec(message)?.[1]?.trim() ?? null;
}
