import type { Finding } from '../language/finding';
import type { LanguageName } from '../language/language';

/** One checked file, ready to be told in any format. */
export interface CheckedFile {
  /** As it was named on the command line. */
  readonly path: string;
  readonly language: LanguageName;
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** A file that could not be read, or whose language nothing tells. */
export interface UncheckedFile {
  readonly path: string;
  /** For people, without the path. */
  readonly reason: string;
}

/** All that one run of `check` found, for the formats that other programs read. */
export interface CheckRun {
  /** The version of this program. */
  readonly version: string;
  /** Their paths are relative to the current folder where they are below it, with slashes between. */
  readonly files: readonly CheckedFile[];
  readonly unchecked: readonly UncheckedFile[];
  /** Whether the finding makes the exit status 1. */
  readonly fails: (finding: Finding) => boolean;
}
