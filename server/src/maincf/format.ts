import { fill, type Gap, gapOf, hasNul, inOrder, setColumns, tidyBlanks } from '../language/format-lines';
import type { FormatOptions } from '../language/structure';
import { skipSpace } from '../text/ascii';
import type { TextEdit } from '../text/span';
import type { MainCfDocument, Parameter } from './document';

/**
 * Formats a main.cf: `name = value`, blanks at the end of lines and of the file. Lines that Postfix does not read stay as
 * they are, and so does how a value goes on in further lines.
 */
export function formatMainCf(document: MainCfDocument, options: FormatOptions): readonly TextEdit[] {
  const { text, parameters } = document;
  const sound = parameters.filter(({ defect, line }) => defect === null && !hasNul(line));
  const kept = new Set(parameters.filter(({ defect }) => defect !== null).map(({ line }) => line.span.start));
  return inOrder([
    ...tidyBlanks(document, (line) => kept.has(line.span.start)),
    ...setColumns(
      text,
      sound.flatMap((parameter) => gapBeforeEquals(parameter) ?? []),
      options,
    ),
    ...sound.flatMap((parameter) => {
      const gap = gapBehindEquals(parameter);
      return gap === null ? [] : fill(text, gap, 1);
    }),
  ]);
}

function gapBeforeEquals({ line, name }: Parameter): Gap | null {
  return gapOf(line, name.text.length, skipSpace(line.text, name.text.length));
}

/** Null where the line ends behind the `=`: the value is empty, or stands on the lines below. */
function gapBehindEquals({ line, name }: Parameter): Gap | null {
  const from = skipSpace(line.text, name.text.length) + 1;
  return gapOf(line, from, skipSpace(line.text, from));
}
