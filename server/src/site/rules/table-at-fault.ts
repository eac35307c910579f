import { visible } from '../../text/escape';
import { createLineIndex } from '../../text/line-index';
import { t } from '../../text/translate';
import type { Policy } from '../policies';
import { policiesIn } from '../policies';
import type { ListedTable } from '../whole-site';

/** The first of the policies in a table that a setting is wrong for, and how many there are. */
export interface AtFault {
  readonly level: string;
  /** `example.org in line 12 and 3 more`, for a message. */
  readonly which: string;
}

/** Null where there is none. */
export function atFault(table: ListedTable, isWrong: (policy: Policy) => boolean): AtFault | null {
  const all = policiesIn(table).filter(isWrong);
  const [first] = all;
  if (first === undefined) return null;
  const key = visible(first.key ?? '*', 60);
  const more = all.length - 1;
  const { entry } = first;
  const line =
    entry === null || table.file === null
      ? null
      : createLineIndex(table.file.document.text).positionAt(entry.line.span.start).line + 1;
  const place = line === null ? key : t('{0} in line {1}', key, line);
  return { level: first.value.level, which: more === 0 ? place : t('{0} and {1} more', place, more) };
}
