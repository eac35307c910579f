import type { ParseOptions } from '../language/language';
import { firstLinesOf } from '../language/line-places';
import type { NameList } from '../language/structure';
import { skipSpace } from '../text/ascii';
import { visitLogicalLines } from '../text/logical-lines';
import { keyOfLine, tableFacts } from './parse';
import { decidingLines } from './pattern';

/** The keys of a table, read without its values. */
export function policyNames(text: string, options: ParseOptions): NameList {
  const facts = tableFacts(firstLinesOf(text, decidingLines), options);
  const [names, starts]: [string[], number[]] = [[], []];
  visitLogicalLines(text, {
    comment: () => undefined,
    line(line) {
      const key = keyOfLine(line, facts);
      if (key === null || key === '') return;
      const from = line.indented ? skipSpace(line.text, 0) : 0;
      names.push(line.text.slice(from, from + key.length));
      starts.push(line.span.start + from);
    },
  });
  return { names, starts };
}
