import type { Unfinished } from './probe-request';

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
