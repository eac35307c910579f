import { trimSpace } from '../text/ascii';
import type { LogicalLine } from '../text/logical-lines';
import type { DocumentRule, ParsedDocument } from './rule';

/** Every language registers this rule; its examples are policy tables. */
export const nulCharacter: DocumentRule<ParsedDocument> = {
  id: 'nul-character',
  scope: 'document',
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
  check({ text, lines }, report) {
    let next = 0;
    for (let nul = text.indexOf('\0'); nul >= 0; nul = text.indexOf('\0', nul + 1)) {
      while (next < lines.length && (lines[next]?.span.end ?? 0) <= nul) next++;
      const line = lines[next];
      if (line === undefined) return;
      if (!line.pieces.some(({ start, end }) => start <= nul && nul < end)) continue;
      const isDropped = trimSpace(line.text) === '';
      report({
        span: { start: nul, end: nul + 1 },
        message: messageFor(line, isDropped),
        ...(isDropped ? { severity: 'error' } : {}),
      });
      nul = line.span.end;
    }
  },
};

function messageFor({ pieces }: LogicalLine, isDropped: boolean): string {
  const ignored = pieces.length > 1 ? 'the rest of the line and all that continues it' : 'the rest of the line';
  return isDropped
    ? 'A NUL character stands first in this line, and so Postfix drops the line. Delete the NUL, or save the file as UTF-8.'
    : `Postfix reads this line up to the NUL character and ignores ${ignored}. Delete the NUL, or save the file as UTF-8.`;
}
