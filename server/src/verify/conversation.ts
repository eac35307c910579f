import type { EntryName, ToldEntry } from './told-entry';

/** What an editor and the server say to each other about verification; the editor's side is `client/src/verify/`. */

/** What is asked of a run. */
export interface VerifyEntriesRequest {
  readonly uri: string;
  /** Those entries alone; absent: all of the table. */
  readonly only?: readonly EntryName[];
  /** Those alone that differ from the ones of this revision in git. */
  readonly changedSince?: string;
  /** A name for the run, under which its results are told as they come. */
  readonly run?: string;
}

/** How it ended. */
export interface VerifyEntriesResult {
  /** `cancelled`: by a person, before or while it ran; what was known by then was told. `refused`: nothing was asked. */
  readonly outcome: 'finished' | 'cancelled' | 'refused';
  readonly message: string;
}

/** How it goes on. */
export interface Verified {
  readonly run: string;
  readonly uri: string;
  /** Entries whose next-hop is being asked now. */
  readonly started: readonly EntryName[];
  readonly results: readonly VerifiedEntry[];
}

/** A result, with what was seen for whoever reads along. */
export interface VerifiedEntry {
  readonly told: ToldEntry;
  readonly output: string;
}

/** Asks for a part of the entries of an open table. */
export interface ListEntriesRequest {
  readonly uri: string;
  /** The first entry, counted from 0. */
  readonly from: number;
  readonly count: number;
}

/** That part, of one version of the document; null where there is no open table. */
export interface ListedEntries {
  readonly version: number;
  /** How many entries there are in all. */
  readonly total: number;
  readonly entries: readonly ListedEntry[];
}

export interface ListedEntry extends EntryName {
  /** The key as written. */
  readonly label: string;
  /** Zero-based, in UTF-16 code units: the whole logical line. */
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  /** What is known of the entry as it stands; null where it was never verified, or changed since. */
  readonly told: ToldEntry | null;
}

/** An entry that could be stronger, as a person may choose it. */
export interface Improvement extends EntryName {
  /** The line as it is, without comments, and as it would be. */
  readonly before: string;
  readonly after: string;
  /** What verification said of it. */
  readonly words: string;
  readonly reason: string;
  /** Names that came from plain DNS: who chooses it says yes to them. */
  readonly confirm: readonly string[];
  /** When that was seen, ISO 8601. */
  readonly seenAt: string;
}

/** What a status display tells of a table, and of this machine. */
export interface VerifyStatus {
  readonly verified: StatusLine;
  readonly resolver: StatusLine;
  readonly route: StatusLine;
}

export interface StatusLine {
  readonly title: string;
  readonly detail: string;
}
