import type { TableReference } from '../maincf/table-reference';
import { visible } from '../text/escape';

/** A table as a list names it, in one line: one that stands in main.cf itself may go over many. */
export function shownTable({ text }: Pick<TableReference, 'text'>, limit = 100): string {
  return visible(text.replace(/\s+/g, ' '), limit);
}
