import type { AskPostconf } from '../language/installed-postfix';
import type { FileFact } from '../site/facts';
import type { CaFolder } from '../system/ca-folder';
import type { FileFolder } from '../system/file-folder';
import type { FoundSource } from '../system/find-files';
import type { GitRepository } from '../system/git';
import type { FoundFile } from '../system/nearest-file';
import type { Probing } from './probing';

/** What the language server needs from outside; `main.ts` makes the real one. */
export interface Runtime {
  readonly version: string;
  /** The URI of the folder with the rules' pages, ending in a slash; null where the program was copied without them. */
  readonly rulePages: string | null;
  /** Rejects with a message for people. */
  readonly readTextFile: (path: string) => Promise<string>;
  /** The certificates of a folder of CAs. Rejects with a message for people. */
  readonly readCaFolder: (path: string) => Promise<CaFolder>;
  /** The file of this name in the folder or the nearest one above; null: none. Rejects with a message for people. */
  readonly readNearestFile: (folder: string, name: string) => Promise<FoundFile | null>;
  /** The files of these names in some folders and below. Never rejects. */
  readonly findSources: (
    folders: readonly string[],
    isWanted: (fileName: string) => boolean,
    signal: AbortSignal,
  ) => Promise<readonly FoundSource[]>;
  /** Null for a file that can't be read, and for one that is no text. Never rejects. */
  readonly readSource: (path: string) => Promise<Uint8Array | null>;
  /** Another one as soon as the content of a file may be another; null where there is none. Never rejects. */
  readonly fileRevision: (path: string) => Promise<string | null>;
  /** What lies at a path. Never rejects. */
  readonly lookAtFile: (path: string) => Promise<FileFact>;
  /** Writes a file that goes away with the server, and returns its URI. */
  readonly writeTemporaryFile: (name: string, content: string) => Promise<string>;
  /** A folder of our own files, made where it is missing. Rejects with a message for people. */
  readonly openFolder: (path: string) => Promise<FileFolder>;
  /** The git repository that a folder lies in; the signal ends what it runs. */
  readonly openRepository: (folder: string, signal: AbortSignal) => Promise<GitRepository>;
  /** The release of the Postfix that is installed here. */
  readonly askPostconf: AskPostconf;
  readonly loadProbing: () => Promise<Probing>;
}
