import type { Fix } from '../../language/finding';
import { isSpaceCode } from '../../text/ascii';
import { lineBreakOf } from '../../text/logical-lines';
import { t } from '../../text/translate';
import type { PolicyDocument, PolicyEntry } from '../document';
import type { TrailingComment } from '../value-node';
import { deferred, isInForce, type PolicyEntryRule } from './rule';

export const trailingComment: PolicyEntryRule = {
  id: 'trailing-comment',
  scope: 'node',
  title: 'Comment behind a value',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: `A comment is a line of its own. Behind a value, \`#\` and every word after it are a part of the value: Postfix takes them
for attributes, logs \`malformed attribute/value pair "#": missing '=' after attribute name\`, and defers all mail to the
destination (4.7.5). \`postmap\` does not complain. Only at level \`none\` are the words ignored, with a warning.

Move the comment to a line of its own above the entry.`,
  bad: [{ text: 'example.org secure # ticket 4711\n' }, { text: 'example.org may #legacy\n' }],
  good: [
    { text: '# ticket 4711\nexample.org secure\n' },
    { text: 'example.org\n  # between the parts of a line is fine\n  secure\n' },
  ],
  check(entry, document, report) {
    if (!isInForce(entry) || (document.hasPatterns && entry.value.level === null)) return;
    for (const comment of entry.value.trailingComments) {
      report({ span: comment.span, ...describe(document, entry, comment) });
    }
  },
};

function describe(document: PolicyDocument, entry: PolicyEntry, comment: TrailingComment) {
  const { level, value } = entry.value;
  const move = t('Move the comment to a line of its own above.');
  const wrong = t('A comment must be a line of its own; behind a value its words are attributes.');
  if (level === null) {
    return {
      message: t(
        '{0} No level stands before it: {1}. Write a level, and move the comment to the line above.',
        wrong,
        deferred(),
      ),
    };
  }
  const fixes = [moveAbove(document, entry, comment)];
  if (value?.level === 'none') {
    return {
      severity: 'warning' as const,
      message: t('{0} At level none Postfix ignores them with a warning. {1}', wrong, move),
      fixes,
    };
  }
  return {
    message: t('{0} The log says "malformed attribute/value pair": {1}. {2}', wrong, deferred(), move),
    fixes,
  };
}

/**
 * Safe: Postfix then does what was written where it deferred mail before; at none nothing changes. But a `$` in the comment may
 * be why it leaves a pattern out, which comes to life then.
 */
function moveAbove(
  { text, hasPatterns }: PolicyDocument,
  { line }: PolicyEntry,
  { span, text: comment }: TrailingComment,
): Fix {
  let start = span.start;
  while (start > line.span.start && isSpaceCode(text.charCodeAt(start - 1))) start--;
  const above = { start: line.span.start, end: line.span.start };
  return {
    title: t('Move the comment to the line above'),
    safe: !hasPatterns || !comment.includes('$'),
    edits: [
      { span: above, newText: `${comment}${lineBreakOf(text)}` },
      { span: { start, end: span.end }, newText: '' },
    ],
  };
}
