import type { RuleContext } from '../../language/rule';
import { t } from '../../text/translate';
import type { PolicyDocument, PolicyEntry } from '../document';
import { badSubstitution } from './bad-substitution';
import { isCatchAll } from './catch-all-pattern';
import { patternLines } from './pattern-block';
import { plainPattern } from './pattern-entry';
import { type PolicyDocumentRule, quoted } from './rule';
import { unreadablePattern } from './unreadable-pattern';

export const deadPattern: PolicyDocumentRule = {
  id: 'dead-pattern',
  scope: 'document',
  title: 'Pattern that an earlier one leaves nothing',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `Postfix takes the first pattern that matches. Behind one that matches everything (\`/./\`, \`/^/\`, \`/.*/\`), and behind the same pattern once
more, a line is never reached: its destinations get the policy of the earlier line. Inside an \`if\` block that holds for the rest of the
block. Move the more special patterns up, and the one for everything to the end.`,
  bad: [
    { text: '/./ encrypt\n/^example\\.org$/ dane\n', tableType: 'regexp' },
    { text: '/^example\\.org$/ dane\n/^example\\.org$/ secure\n', tableType: 'pcre' },
    { text: 'if /\\.org$/\n/^/ may\n/^example\\.org$/ dane\nendif\n', tableType: 'regexp' },
  ],
  good: [
    { text: '/^example\\.org$/ dane\n/./ encrypt\n', tableType: 'regexp' },
    {
      text: 'if /\\.net$/\n/^/ may\nendif\n/^example\\.org$/ dane\n',
      tableType: 'pcre',
      nextHops: ['example.org', 'example.net'],
    },
  ],
  check(document, report, context) {
    const blocks: Block[] = [{ catchAll: null, seen: new Map() }];
    for (const patternLine of patternLines(document)) {
      if (patternLine.kind === 'if') {
        // Postfix leaves an `if` out that it can't read, and not what stands in its block.
        if (patternLine.condition.pattern !== null) blocks.push({ catchAll: null, seen: new Map() });
      } else if (patternLine.kind === 'endif') {
        if (blocks.length > 1) blocks.pop();
      } else {
        const { entry } = patternLine;
        if (!isRead(entry, document, context)) continue;
        const earlier = firstOf(blocks, entry);
        if (earlier === null) remember(blocks.at(-1), entry);
        else {
          report({
            span: entry.key.span,
            message: t(
              'Postfix takes the first pattern that matches, and {0} above matches all that this one does: this line is never reached. Move it up, or delete it.',
              quoted(earlier.key.text),
            ),
            related: [{ span: earlier.key.span, message: t('The pattern that comes first') }],
          });
        }
      }
    }
  },
};

interface Block {
  catchAll: PolicyEntry | null;
  readonly seen: Map<string, PolicyEntry>;
}

/** A line that Postfix skips leaves everything to the others. Other rules say which those are. */
function isRead(entry: PolicyEntry, document: PolicyDocument, context: RuleContext): boolean {
  let isSkipped = entry.dropped !== null;
  for (const { check } of [unreadablePattern, badSubstitution]) {
    if (isSkipped) return false;
    check(entry, document, () => (isSkipped = true), context);
  }
  return !isSkipped;
}

function firstOf(blocks: readonly Block[], { key }: PolicyEntry): PolicyEntry | null {
  for (const { catchAll, seen } of blocks) {
    const earlier = catchAll ?? seen.get(key.text);
    if (earlier !== undefined) return earlier;
  }
  return null;
}

function remember(block: Block | undefined, entry: PolicyEntry): void {
  if (block === undefined) return;
  const pattern = plainPattern(entry);
  if (pattern !== null && isCatchAll(pattern)) block.catchAll ??= entry;
  block.seen.set(entry.key.text, entry);
}
