import { type FileName, fileNamesIn } from '../language/file-names';
import { skipSpace } from '../text/ascii';
import { spanInLine } from '../text/logical-lines';
import type { MainCfDocument } from './document';

/**
 * The files that a main.cf names by absolute paths, and where it does, in the order of the text.
 *
 * @param expand replaces `$name`; null for what can't be told.
 */
export function mainCfFileNames(
  { parameters }: MainCfDocument,
  expand: (text: string) => string | null,
): readonly FileName[] {
  return parameters.flatMap(({ line, value, defect }) => {
    if (defect !== null) return [];
    const from = skipSpace(line.text, line.text.indexOf('=') + 1);
    return fileNamesIn(value.text, expand).map(({ path, span }) => ({
      path,
      span: spanInLine(line, from + span.start, from + span.end),
    }));
  });
}
