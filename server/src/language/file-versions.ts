import type { CommentLine } from '../text/logical-lines';
import { type LintComment, readLintComment } from './lint-comment';
import { type PostfixVersions, parseVersions } from './postfix-versions';

export const postfixDirective = 'postfix';

/** The releases that a file names for itself by `# tls-policy-lint: postfix 3.7`; the last such comment counts. Else null. */
export function versionsInComments(comments: readonly CommentLine[]): PostfixVersions | null {
  let found: PostfixVersions | null = null;
  for (const comment of comments) {
    const lint = readLintComment(comment);
    if (lint?.directive.text === postfixDirective) found = versionsIn(lint) ?? found;
  }
  return found;
}

/** What a `postfix` comment says, a reason behind `--` left out; null where it can't be read. */
export function versionsIn({ argument }: LintComment): PostfixVersions | null {
  return parseVersions(argument);
}
