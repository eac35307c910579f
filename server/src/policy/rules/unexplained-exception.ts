import { readLintComment } from '../../language/lint-comment';
import type { CommentLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import type { PolicyDocument, PolicyEntry } from '../document';
import { isInForce, type PolicyDocumentRule } from './rule';

const exceptions: ReadonlySet<string> = new Set(['none', 'may', 'encrypt']);

export const unexplainedException: PolicyDocumentRule = {
  id: 'unexplained-exception',
  scope: 'document',
  title: 'Exception without owner, end and reason',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  offByDefault: true,
  docs: `An entry at level \`none\`, \`may\` or \`encrypt\` is an exception from authenticated mail, and exceptions outlive their reasons. With this
rule on, each needs a comment directly above it that says who answers for it, until when, and why, in any order:

\`\`\`
# owner: postmaster@example.org, until: 2027-03-31, why: their gateway has no certificate
\`\`\`

One comment may stand above several entries that follow each other without a blank line. The rule is off by default.`,
  bad: [
    { text: 'example.org may\n' },
    { text: '# their gateway has no certificate\nexample.org encrypt\n' },
    { text: '# owner: a, until: 2027-03-31, why: b\n\nexample.org none\n' },
  ],
  good: [
    { text: '# owner: postmaster, until: 2027-03-31, why: no certificate\nexample.org may\nexample.net may\n' },
    { text: '# why: no certificate\n# owner: postmaster\n# until: 2027-03-31\nexample.org may\n' },
    { text: 'example.org dane\n' },
  ],
  check(document, report) {
    const comments = document.comments.filter((comment) => readLintComment(comment) === null);
    let next = 0;
    let blockEnd = -1;
    let explained: string[] = [];
    for (const entry of document.entries) {
      const { start } = entry.line.span;
      const above: CommentLine[] = [];
      for (; next < comments.length && (comments[next]?.span.start ?? start) < start; next++) {
        const comment = comments[next];
        if (comment !== undefined) above.push(comment);
      }
      const joined = joinsBlock(document, blockEnd, start) ? explained : [];
      explained = [...joined, ...adjoining(document, above, start)].slice(-maxLines);
      blockEnd = entry.line.span.end;
      const missing = missingIn(explained);
      if (!isException(entry) || missing.length === 0) continue;
      report({
        span: entry.value.level?.span ?? entry.key.span,
        message: t(
          'This exception from authenticated mail lacks: {0}. Write a comment above it: owner: …, until: YYYY-MM-DD, why: …',
          missing.join(', '),
        ),
      });
    }
  },
};

/** More comment lines than anybody writes above an entry. */
const maxLines = 50;

function isException(entry: PolicyEntry): boolean {
  const level = entry.value.value?.level;
  return level !== undefined && exceptions.has(level) && isInForce(entry);
}

/** Whether no blank line lies between the entry before and this one. */
function joinsBlock({ text }: PolicyDocument, end: number, start: number): boolean {
  return end >= 0 && !hasBlankLine(text.slice(end, start));
}

/** The texts of the comments that lead up to the entry without a blank line. */
function adjoining({ text }: PolicyDocument, above: readonly CommentLine[], start: number): readonly string[] {
  const found: string[] = [];
  let below = start;
  for (const comment of above.slice(-maxLines).reverse()) {
    if (hasBlankLine(text.slice(comment.span.end, below))) break;
    found.unshift(comment.text);
    below = comment.span.start;
  }
  return found;
}

function hasBlankLine(between: string): boolean {
  return /\n[^\S\n]*\n/.test(between);
}

function missingIn(comments: readonly string[]): readonly string[] {
  const text = comments.join('\n');
  return [
    ...(/\bowner:\s*\S/i.test(text) ? [] : [t('owner')]),
    ...(/\buntil:\s*\d{4}-\d\d(?:-\d\d)?\b/i.test(text) ? [] : [t('end (until)')]),
    ...(/\bwhy:\s*\S/i.test(text) ? [] : [t('reason (why)')]),
  ];
}
