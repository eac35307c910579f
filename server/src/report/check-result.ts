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
