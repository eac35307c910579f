import type { Probing } from './probing';

/** What the language server needs from outside; `main.ts` makes the real one. */
export interface Runtime {
  readonly version: string;
  /** The URI of the folder with the rules' pages, ending in a slash. */
  readonly rulePages: string;
  /** Rejects with a message for people. */
  readonly readTextFile: (path: string) => Promise<string>;
  /** Writes a file that goes away with the server, and returns its URI. */
  readonly writeTemporaryFile: (name: string, content: string) => Promise<string>;
  readonly loadProbing: () => Promise<Probing>;
}
