import { isSpaceCode, skipSpace, trimSpace } from '../text/ascii';
import type { CommentLine } from '../text/logical-lines';
import type { Span } from '../text/span';

/** `# tls-policy-lint: DIRECTIVE REST`: a comment that is meant for this program. */
export interface LintComment {
  readonly comment: CommentLine;
  /** The first word behind the colon; empty where there is none. */
  readonly directive: Word;
  /** What follows it, blanks before it left out. */
  readonly rest: Word;
  /** The same without a reason behind `--` and without the blanks at its end. */
  readonly argument: string;
}

interface Word {
  readonly text: string;
  readonly span: Span;
}

export const lintMarker = 'tls-policy-lint:';

/** Null for a comment that is meant for people. */
export function readLintComment(comment: CommentLine): LintComment | null {
  const { text } = comment;
  const start = skipSpace(text, 1);
  if (!text.startsWith(lintMarker, start)) return null;
  const from = skipSpace(text, start + lintMarker.length);
  const end = wordEnd(text, from);
  const rest = wordIn(comment, skipSpace(text, end), text.length);
  const reason = rest.text.startsWith('--') ? 0 : rest.text.search(/\s--/);
  const argument = trimSpace(reason < 0 ? rest.text : rest.text.slice(0, reason));
  return { comment, directive: wordIn(comment, from, end), rest, argument };
}

/** Where the word that begins here ends: at a blank or a comma. */
export function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && !isSpaceCode(text.charCodeAt(end)) && text[end] !== ',') end++;
  return end;
}

function wordIn({ text, span }: CommentLine, from: number, to: number): Word {
  return { text: text.slice(from, to), span: { start: span.start + from, end: span.start + to } };
}
