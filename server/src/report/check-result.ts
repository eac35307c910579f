import type { Finding } from '../language/finding';
import type { LanguageName } from '../language/language';

/** One file with its findings, ready to be told in any format. */
export interface ReportedFile {
  /** As it was named on the command line. */
  readonly path: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

export interface CheckedFile extends ReportedFile {
  readonly language: LanguageName;
}

/** A file that could not be read, or whose language nothing tells. */
export interface UncheckedFile {
  readonly path: string;
  /** For people, without the path. */
  readonly reason: string;
}

/** All that one run of `check` found, for the formats that other programs read. */
export interface CheckRun {
  /** Who found it; `check` where nothing is said. */
  readonly command?: 'check' | 'review' | 'verify';
  /** The version of this program. */
  readonly version: string;
  /** Their paths are relative to the current folder where they are below it, with slashes between. */
  readonly files: readonly ReportedFile[];
  readonly unchecked: readonly UncheckedFile[];
  /** Whether the finding makes the exit status 1. */
  readonly fails: (finding: Finding) => boolean;
  /** Whether it tells of something that could not be tested; of `check` nothing does. */
  readonly isUntested?: (finding: Finding) => boolean;
}
