import { isSpaceCode, skipSpace } from '../text/ascii';
import type { CommentLine, LogicalLine } from '../text/logical-lines';
import type { Span } from '../text/span';

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

const marker = 'tls-policy-lint:';
const directive = 'disable-next-line';

/** The comment that silences a rule; for a code action, or to show a person what to write. */
export function suppressionComment(rule: string, reason: string): string {
  return `# ${marker} ${directive} ${rule} -- ${reason}`;
}

/** Finds the suppression comments. Lines and comments are in the order of the document. */
export function findSuppressions(
  comments: readonly CommentLine[],
  lines: readonly LogicalLine[],
): readonly Suppression[] {
  const found: Suppression[] = [];
  let next = 0;
  for (const comment of comments) {
    const rules = suppressedRules(comment);
    if (rules === null) continue;
    while (next < lines.length && (lines[next]?.span.end ?? 0) < comment.span.start) next++;
    found.push({ comment, rules, target: lines[next] ?? null });
  }
  return found;
}

/** The rules that a comment names; null for any other comment. */
function suppressedRules(comment: CommentLine): readonly SuppressedRule[] | null {
  const { text } = comment;
  let position = skipSpace(text, 1);
  for (const word of [marker, directive]) {
    if (!text.startsWith(word, position)) return null;
    position = skipSpace(text, position + word.length);
  }
  const rules: SuppressedRule[] = [];
  while (position < text.length && !text.startsWith('--', position)) {
    const end = wordEnd(text, position);
    if (end > position) {
      const start = comment.span.start + position;
      rules.push({ id: text.slice(position, end), span: { start, end: comment.span.start + end } });
    }
    position = skipSpace(text, end + (text[end] === ',' ? 1 : 0));
  }
  return rules;
}

function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && !isSpaceCode(text.charCodeAt(end)) && text[end] !== ',') end++;
  return end;
}
