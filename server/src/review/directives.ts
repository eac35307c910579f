import { type LintComment, readLintComment } from '../language/lint-comment';
import type { ParsedDocument } from '../language/rule';
import type { FoundChange } from './change';

/** The comments that steer `check`, of which the base has none that says the same about the same line. */
export function newDirectives(before: ParsedDocument | null, after: ParsedDocument): readonly FoundChange[] {
  const known = new Set(before?.comments.flatMap((comment) => readLintComment(comment) ?? []).map(saying));
  return after.comments
    .flatMap((comment) => readLintComment(comment) ?? [])
    .filter((lint) => !known.has(saying(lint)))
    .map((lint) => ({
      kind: 'directive',
      subject: lint.directive.text,
      before: null,
      after: lint.comment.text,
      span: lint.comment.span,
      spanBefore: null,
      effects: [],
      reason: reasonOf(lint),
    }));
}

function saying({ comment }: LintComment): string {
  return comment.text;
}

/** What stands behind the dashes. */
function reasonOf({ rest }: LintComment): string | null {
  const [, reason = ''] = /(?:^|\s)--\s*(.*)$/s.exec(rest.text) ?? [];
  return /[\p{L}\p{N}]{2,}\W+[\p{L}\p{N}]{2,}/u.test(reason) ? reason.trim() : null;
}
