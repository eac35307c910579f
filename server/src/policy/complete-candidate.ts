import type { Completion, Place } from '../language/assistance';
import type { PostfixVersions } from '../language/postfix-versions';
import { skipSpace } from '../text/ascii';
import { editorLine, holds, lastBefore } from '../text/editor-line';
import type { CommentLine } from '../text/logical-lines';
import { t } from '../text/translate';
import { completeAt } from './complete';
import { cursorInEntry } from './cursor';
import type { PolicyDocument } from './document';
import { parseLine } from './parse';

/** What a person has written of a candidate before its entry. */
const beginning = /^#[ \t]*(?:c\w*)?$/;
const header = /^#[ \t]*candidate[ \t]+since=[^:]*:/;

/**
 * What can be written in a comment: the frame of an entry that waits there, with the day of today, and in it what an entry may have
 * behind its key. Null outside of comments, where the table itself has what is offered.
 */
export function completeCandidate(
  document: PolicyDocument,
  place: Place,
  versions?: PostfixVersions,
): readonly Completion[] | null {
  const { text, offset } = place;
  const comment = lastBefore(document.comments, offset);
  if (comment === null || !holds(comment.span, offset)) return null;
  const { start, end } = comment.span;
  const [before] = header.exec(comment.text) ?? [];
  if (before !== undefined && start + before.length <= offset)
    return completeEntry(document, comment, before, place, versions);
  const isBegun = beginning.test(comment.text.slice(0, offset - start)) && offset === end;
  return isBegun && editorLine(text.lines, offset).start === start ? [frame(comment)] : [];
}

function frame({ span }: CommentLine): Completion {
  return {
    label: '# candidate since=… by=…: …',
    kind: 'value',
    detail: t('an entry that waits, which Postfix ignores'),
    markdown: t(
      'Postfix ignores it, and `verify` looks at it with the rest. After good runs over 14 days an editor offers to put it in force, or `verify --promote` does it.',
    ),
    span,
    newText: '# candidate since=',
    // Days in the words of the editor, which knows what day it is.
    snippet: '# candidate since=$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE by=${1:hostmaster}: ${2:example.org} $0',
  };
}

/** As if the entry stood in a line of its own. */
function completeEntry(
  document: PolicyDocument,
  { span, text: comment }: CommentLine,
  before: string,
  place: Place,
  versions: PostfixVersions | undefined,
): readonly Completion[] {
  const start = span.start + skipSpace(comment, before.length);
  const line = {
    span: { start, end: span.end },
    text: comment.slice(start - span.start),
    pieces: [{ start, end: span.end }],
    indented: false,
  };
  const entry = parseLine(line, document);
  if (entry === null) return [];
  const own: PolicyDocument = { ...document, lines: [line], comments: [], entries: [entry] };
  return completeAt(own, cursorInEntry(own, line.span, place.offset), place, versions);
}
