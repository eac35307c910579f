import { Uri } from 'vscode';
import type { ReviewOutput } from '../../../server/src/revisions/conversation';

/** The scheme of the texts of commits, which nobody edits. */
export const revisionScheme = 'postfix-tls-revision';

export type ReviewedFile = ReviewOutput['files'][number];
export type ReviewedChange = ReviewedFile['changes'][number];

/** What the document of a revision holds. */
export interface RevisionPlace {
  readonly folder: string;
  /** Null: there is no such file in the revision. */
  readonly commit: string | null;
  readonly path: string;
}

/** Both sides of the diff of a file. */
export interface Sides {
  readonly left: Uri;
  readonly right: Uri;
}

export function sidesOf(review: ReviewOutput, file: ReviewedFile): Sides {
  const { top, baseCommit, headCommit } = review;
  const { path, previousPath } = file;
  const left = revisionUri({ folder: top, commit: baseCommit, path: previousPath ?? path });
  if (isDeleted(file)) return { left, right: revisionUri({ folder: top, commit: null, path }) };
  return {
    left,
    right: headCommit === null ? workingUri(review, file) : revisionUri({ folder: top, commit: headCommit, path }),
  };
}

/** The file on the disk, whatever was reviewed. */
export function workingUri({ top }: Pick<ReviewOutput, 'top'>, { path }: Pick<ReviewedFile, 'path'>): Uri {
  return Uri.joinPath(Uri.parse(top), path);
}

function isDeleted({ changes }: ReviewedFile): boolean {
  return changes.some(({ kind, after }) => (kind === 'file' || kind === 'configuration') && after === null);
}

/** The path stays, for by its name an editor knows the language. */
function revisionUri(place: RevisionPlace): Uri {
  return Uri.from({ scheme: revisionScheme, path: `/${place.path}`, query: JSON.stringify(place) });
}

export function readRevisionUri({ query }: Uri): RevisionPlace {
  return JSON.parse(query) as RevisionPlace;
}
