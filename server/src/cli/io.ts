import type { AskPostconf } from '../language/installed-postfix';
import type { SeenBefore } from '../probe/hosts/seen-before';
import type { MachineView } from '../probe/machine/look-at-machine';
import type { ProbeControl, ProbeOptions } from '../probe/options';
import type { Prober } from '../probe/probe';
import type { CaFolder } from '../system/ca-folder';
import type { Release } from '../system/claim';
import type { Deployment } from '../system/deployment';
import type { FileFolder } from '../system/file-folder';
import type { GitRepository } from '../system/git';
import type { FileLook } from '../system/look-at-file';
import type { FoundFile } from '../system/nearest-file';
import type { Locale } from '../text/locale';

/** What a subcommand has of the outside world, so that tests can run it in memory. */
export interface CliIo {
  /** Findings and results; nothing else. */
  readonly stdout: CliOutput;
  /** Progress, summaries and errors. */
  readonly stderr: CliOutput;
  /** The bytes of a file. Rejects with a message for people, without the path. */
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /**
   * The file of this name in the folder, or in the nearest one above that has it; null: none. Rejects with a message for
   * people, the path in front, when it is there and can't be read.
   */
  readonly readNearest: (folder: string, name: string) => Promise<FoundFile | null>;
  /**
   * Gives a file another content in one step. Rejects with a message for people, path left out, and leaves it as it is
   * when it can't be written or no longer holds `before`.
   */
  readonly replaceFile: (path: string, before: Uint8Array, after: Uint8Array) => Promise<void>;
  /** The paths of the `*.json` files of a folder, sorted. Rejects with a message for people, path left out. */
  readonly listJson: (folder: string) => Promise<readonly string[]>;
  /** A small text file that an entry names. Rejects with a message for people, path left out, also where it is no file. */
  readonly readTextFile: (path: string) => Promise<string>;
  /** The certificates of a folder of CAs. Rejects with a message for people, path left out. */
  readonly readCaFolder: (path: string) => Promise<CaFolder>;
  /** What lies at a path. */
  readonly lookAtFile: (path: string) => Promise<FileLook>;
  /** The names of the files in a folder, sorted; none where it can't be read. */
  readonly namesOfFiles: (folder: string) => Promise<readonly string[]>;
  /** A folder for files of this program's own; made where it is missing. Rejects with a message for people, path left out. */
  readonly openFolder: (path: string) => Promise<FileFolder>;
  /** Keeps other processes of this program out of such a folder. Rejects with a message for people where one is at work there. */
  readonly claimFolder: (path: string) => Promise<Release>;
  /** The git repository that a folder lies in; what asks it is loaded then. */
  readonly openRepository: (folder: string) => Promise<GitRepository>;
  /** What puts a list in force on this machine, loaded when it is asked for. */
  readonly openDeployment: () => Promise<Deployment>;
  /** The lines of a file, or of standard input for null, as they come. Rejects with a message for people, path left out. */
  readonly readLines: (path: string | null) => AsyncIterable<string>;
  /** Everything that standard input holds. Rejects with a message for people. */
  readonly readStdin: () => Promise<Uint8Array>;
  /**
   * The network's side, loaded when it is asked for; servers that were seen before are not contacted. Rejects with `UsageError` where
   * the options are not well-formed.
   */
  readonly openProber: (options: ProbeOptions, before?: SeenBefore | null) => Promise<Prober>;
  /** The view of this machine, by the same means. Rejects as `openProber` does. */
  readonly lookAtMachine: (
    options: ProbeOptions,
    domains: readonly string[],
    control: ProbeControl,
  ) => Promise<MachineView>;
  /** The release of the Postfix that is installed here. */
  readonly askPostconf: AskPostconf;
  /** The language of texts, as the environment says; `--locale` comes first. */
  readonly locale: Locale;
  /** Aborts when the person interrupts (SIGINT, SIGTERM) or nobody reads the output any more (EPIPE). */
  readonly signal: AbortSignal;
}

export interface CliOutput {
  /** Queues text, or bytes that may be none; all is flushed before the process ends. */
  write(text: string | Uint8Array): void;
  readonly isTTY: boolean;
  /** Whether ANSI colours are wanted: on a terminal, unless NO_COLOR is set. */
  readonly hasColor: boolean;
  /** The width of the terminal at this moment; that of a usual one where there is none. */
  readonly columns: number;
}

/** The exit codes of every subcommand. */
export const exitCode = {
  /** Nothing at or above the threshold; every next-hop has an entry. */
  ok: 0,
  /** Findings at or above the threshold; a next-hop without an entry. */
  findings: 1,
  /** Wrong usage, or something could not be read or written. */
  failure: 2,
} as const;
