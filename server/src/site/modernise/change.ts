import type { TextEdit } from '../../text/span';

/** One change of a refactoring that a person looks at before it is made. */
export interface Change {
  readonly file: 'main-cf' | 'master-cf';
  /** What is changed, in one line. */
  readonly label: string;
  /** Why Postfix does the same afterwards. */
  readonly reason: string;
  readonly edits: readonly TextEdit[];
}
