/** Revisions that can't be compared; the message tells a person why, and what to do. */
export class RevisionError extends Error {
  override readonly name = 'RevisionError';
}
