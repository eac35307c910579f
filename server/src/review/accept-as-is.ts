import type { ReviewedChange, ReviewedFile } from './change';

/** Names a change so that it is found again in a later review, as long as it stays the same. */
export interface ChangeName {
  readonly path: string;
  readonly kind: string;
  readonly subject: string;
  /** The lines as written; null where there is none. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Marks the changes that a person took as they are; those that meanwhile became others are not among them any more. */
export function acceptAsIs(files: readonly ReviewedFile[], accepted: readonly ChangeName[]): readonly ReviewedFile[] {
  if (accepted.length === 0) return files;
  const isAccepted = (path: string, { kind, subject, before, after }: ReviewedChange): boolean =>
    accepted.some(
      (each) =>
        each.path === path &&
        each.kind === kind &&
        each.subject === subject &&
        each.before === before &&
        each.after === after,
    );
  return files.map((file) => ({
    ...file,
    changes: file.changes.map((change) =>
      isAccepted(file.path, change) ? { ...change, isAcceptedAsIs: true } : change,
    ),
  }));
}
