import { skipSpace } from '../text/ascii';
import type { CommentLine, LogicalLine } from '../text/logical-lines';
import type { Span } from '../text/span';
import { type LintComment, lintMarker, readLintComment, wordEnd } from './lint-comment';

/** `# tls-policy-lint: disable-next-line RULE -- reason`: silences one rule, or several, on one logical line. */
export interface Suppression {
  readonly comment: CommentLine;
  readonly rules: readonly SuppressedRule[];
  /** The line that follows the comment, or that goes on after it; null at the end of the file. */
  readonly target: LogicalLine | null;
}

export interface SuppressedRule {
  readonly id: string;
  readonly span: Span;
}

export const disableNextLine = 'disable-next-line';

/** The comment that silences a rule; for a code action, or to show a person what to write. */
export function suppressionComment(rule: string, reason: string): string {
  return `# ${lintMarker} ${disableNextLine} ${rule} -- ${reason}`;
}

/** Finds the suppression comments. Lines and comments are in the order of the document. */
export function findSuppressions(
  comments: readonly CommentLine[],
  lines: readonly LogicalLine[],
): readonly Suppression[] {
  const found: Suppression[] = [];
  let next = 0;
  for (const comment of comments) {
    const lint = readLintComment(comment);
    if (lint?.directive.text !== disableNextLine) continue;
    while (next < lines.length && (lines[next]?.span.end ?? 0) < comment.span.start) next++;
    found.push({ comment, rules: suppressedRules(lint), target: lines[next] ?? null });
  }
  return found;
}

/** The rules that a comment names, up to the reason. */
function suppressedRules({ rest }: LintComment): readonly SuppressedRule[] {
  const { text, span } = rest;
  const rules: SuppressedRule[] = [];
  for (let position = 0; position < text.length && !text.startsWith('--', position); ) {
    const end = wordEnd(text, position);
    if (end > position) {
      rules.push({
        id: text.slice(position, end),
        span: { start: span.start + position, end: span.start + end },
      });
    }
    position = skipSpace(text, end + (text[end] === ',' ? 1 : 0));
  }
  return rules;
}
