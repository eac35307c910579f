import { trimSpace } from '../text/ascii';
import { type LogicalLine, offsetInDocument } from '../text/logical-lines';
import { t } from '../text/translate';
import type { DocumentNode, NodeRule, ParsedDocument } from './rule';

/** Every language registers this rule; its examples are policy tables. */
export const nulCharacter: NodeRule<ParsedDocument, DocumentNode> = {
  id: 'nul-character',
  scope: 'node',
  title: 'NUL character in a line',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `Postfix reads a line up to the first NUL and ignores the rest of it, and of the lines that continue it. Newer releases say so
(\`text after null byte may be ignored\`). Such a character comes from a damaged copy, or from a file in UTF-16, which every second byte
makes unusable: save the file as UTF-8.

The finding is an error where nothing stands before the NUL, because Postfix then drops the line.`,
  bad: [{ text: 'example.org secure\0 match=.example.net\n' }],
  good: [{ text: 'example.org secure match=.example.net\n' }],
  check({ line }, _document, report) {
    const end = line.text.length;
    // The text of a line ends at its first NUL.
    if (line.pieces.reduce((length, piece) => length + piece.end - piece.start, 0) === end) return;
    const nul = offsetInDocument(line, end);
    const isDropped = trimSpace(line.text) === '';
    report({
      span: { start: nul, end: nul + 1 },
      message: messageFor(line, isDropped),
      ...(isDropped ? { severity: 'error' } : {}),
    });
  },
};

function messageFor({ pieces }: LogicalLine, isDropped: boolean): string {
  const ignored = pieces.length > 1 ? t('the rest of the line and all that continues it') : t('the rest of the line');
  return isDropped
    ? t(
        'A NUL character stands first in this line, and so Postfix drops the line. Delete the NUL, or save the file as UTF-8.',
      )
    : t(
        'Postfix reads this line up to the NUL character and ignores {0}. Delete the NUL, or save the file as UTF-8.',
        ignored,
      );
}
