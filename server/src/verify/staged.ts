import { type Candidate, candidatesOf } from '../policy/candidate';
import type { PolicyDocument } from '../policy/document';
import { type VerifiableEntry, verifiableCandidate } from './entries';

/** An entry that waits in a comment, and whom to ask about it. */
export interface StagedEntry {
  readonly candidate: Candidate;
  /** Its key is marked, so that it is no other entry's. */
  readonly entry: VerifiableEntry;
}

/** No key of an entry begins so. */
const mark = '# candidate ';

/** Whether an entry of this key waits in a comment. */
export function isStagedKey(folded: string): boolean {
  return folded.startsWith(mark);
}

/** The entries that wait in comments, in the order of the table. */
export function stagedEntries(document: PolicyDocument): readonly StagedEntry[] {
  return candidatesOf(document).map((candidate) => {
    const entry = verifiableCandidate(document, candidate);
    return { candidate, entry: { ...entry, folded: `${mark}${entry.folded}` } };
  });
}

/** The one of this marked key; null where there is none any more. */
export function stagedEntry(document: PolicyDocument, folded: string, occurrence: number): StagedEntry | null {
  return stagedEntries(document).filter(({ entry }) => entry.folded === folded)[occurrence] ?? null;
}
