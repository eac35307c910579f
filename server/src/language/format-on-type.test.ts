import { describe, expect, it } from 'vitest';
import { languageNamed } from '../languages/languages';
import { structureOf } from '../languages/structures';
import { applyEdits } from '../text/span';
import { formatOnType } from './format-on-type';
import { readPlace } from './testing/marked-place';

/** The text after a character was typed before `▮`. */
function typed(name: string, marked: string, align: boolean): string {
  const language = languageNamed(name);
  const structure = language && structureOf(language);
  if (!structure) throw new Error(`${name} can not be formatted`);
  const place = readPlace(marked);
  const before = place.text.toString();
  const edits = formatOnType(
    {
      language,
      structure,
      parseOptions: { tableType: null },
      options: { align, continuation: 'join' },
    },
    place,
    before.charAt(place.offset - 1),
  );
  return applyEdits(before, edits);
}

describe('formatting while typing', () => {
  it.each<[string, string, boolean, string, string]>([
    ['trims the finished line', 'policy', false, 'a may  \nb   may \t\n▮\nc may  \n', 'a may  \nb   may\n\nc may  \n'],
    [
      'sets the block of the finished line in columns',
      'policy',
      true,
      'x   may\n\na may\nbbb\tmay \n▮\n\nc   may\n',
      'x   may\n\na   may\nbbb may\n\n\nc   may\n',
    ],
    ['of CRLF files', 'policy', true, 'a may\r\nbbb may \r\n▮', 'a   may\r\nbbb may\r\n'],
    ['of main.cf', 'main-cf', true, 'a = b\nccc=d \n▮', 'a   = b\nccc = d\n'],
    ['goes on to the column', 'policy', true, 'aaa may\nb ▮\nccccc dane\n', 'aaa may\nb     \nccccc dane\n'],
  ])('%s (%s, %s)', (_, name, align, marked, after) => {
    expect(typed(name, marked, align)).toBe(after);
  });

  it.each<[string, string, boolean, string]>([
    ['columns that nobody asked for', 'policy', false, 'a    may\nbb   may\n▮'],
    ['the line of the cursor', 'policy', true, 'a may\n  ▮  match=x  '],
    ['continued lines', 'policy', true, 'a secure\n  match=x\n▮'],
    ['comments', 'policy', true, '# a  \n▮'],
    ['the first line', 'policy', true, '\n▮a  may\n'],
    ['a blank within a value', 'policy', true, 'aaa may\nb secure ▮\n'],
    ['a second blank', 'policy', true, 'aaa may\nb  ▮\n'],
    ['a blank before a value', 'policy', true, 'aaa may\nb ▮may\n'],
    ['a blank of the longest key', 'policy', true, 'a may\nbbb ▮\n'],
    ['a blank where one blank is the style', 'policy', false, 'aaa may\nb ▮\n'],
    ['a blank in a comment', 'policy', true, 'aaa may\n# ▮\n'],
    ['a blank of a continued line', 'policy', true, 'aaa secure\n  b ▮\n'],
    ['half a line that was broken', 'policy', true, 'exam\n▮ple.org   may\n'],
  ])('leaves %s', (_, name, align, marked) => {
    expect(typed(name, marked, align)).toBe(marked.replace('▮', ''));
  });

  it('of a long table looks at the lines nearby', () => {
    const lines = 'a.example   may\n'.repeat(100_000);
    expect(typed('policy', `${lines}b.example may \n▮${lines}`, false)).toBe(`${lines}b.example may\n${lines}`);
  });
});
