import type { Unfinished } from './probe-request';

/**
 * The server's command that replaces the names of a provider which renamed its hosts in all entries of a document that have
 * them. Its argument is a `ProbeRequest` for the entry whose probe showed it.
 */
export const renameNamesCommand = 'postfixTlsPolicy.server.renameNames';

/** What it answers. */
export type RenameNamesResult =
  | {
      readonly outcome: 'inserted' | 'kept';
      readonly entry: null;
      /** The lines that were written. */
      readonly entries: readonly string[];
      readonly message: string;
    }
  | Unfinished;
