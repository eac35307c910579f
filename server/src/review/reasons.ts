import { commentsAbove } from '../language/comment-blocks';
import { readLintComment } from '../language/lint-comment';
import type { ParsedDocument } from '../language/rule';
import { provenanceMarker } from '../policy/provenance';
import { namesSamples } from '../policy/samples';
import type { CommentLine } from '../text/logical-lines';

/** The reasons that somebody wrote into the new revision: a comment that stood there before explains no change. */
export interface Reasons {
  /** The new comments right above a place, as one text; null without any. */
  readonly above: (start: number) => string | null;
  /** The new comment that names something which is gone, and says more than the name. */
  readonly naming: (name: string) => string | null;
}

export function findReasons(after: ParsedDocument, before: ParsedDocument | null): Reasons {
  const known = new Set(before?.comments.map(({ text }) => text));
  const isNew = (comment: CommentLine): boolean =>
    !known.has(comment.text) && readLintComment(comment) === null && !isForPrograms(comment.text);
  const fresh = after.comments.filter(isNew).map(({ text }) => withoutHash(text));
  return {
    above: (start) => {
      const texts = commentsAbove(after, start)
        .filter(isNew)
        .map(({ text }) => withoutHash(text));
      const text = texts.join(' ');
      return saysSomething(text) ? text : null;
    },
    naming: (name) => {
      const folded = name.toLowerCase();
      return (
        fresh.find((text) => {
          const at = text.toLowerCase().indexOf(folded);
          if (at < 0 || /[\w.-]/.test(text.charAt(at - 1)) || /[\w-]/.test(text.charAt(at + name.length))) return false;
          return saysSomething(text.slice(0, at) + text.slice(at + name.length));
        }) ?? null
      );
    },
  };
}

function isForPrograms(comment: string): boolean {
  return comment.startsWith(provenanceMarker) || namesSamples(comment);
}

/** Two words at least: `#` and `# ok` are no reasons. */
function saysSomething(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]{2,}/gu) ?? []).length >= 2;
}

function withoutHash(comment: string): string {
  return comment.replace(/^#+\s*/, '').trim();
}
