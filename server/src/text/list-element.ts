import type { Span } from './span';

/** One element of a list, and the others. */
export interface ListElement {
  readonly text: string;
  readonly span: Span;
  readonly others: readonly string[];
}

/**
 * The element of a list at an offset, the list beginning at `start`: between the separators around it, and empty where two
 * of them meet. Without separators the whole text is one element.
 */
export function elementAt(text: string, start: number, offset: number, separators: RegExp | null): ListElement {
  const at = Math.min(Math.max(0, offset - start), text.length);
  const isSeparator = (index: number): boolean => separators?.test(text.charAt(index)) === true;
  let from = at;
  while (from > 0 && !isSeparator(from - 1)) from--;
  let to = at;
  while (to < text.length && !isSeparator(to)) to++;
  const rest =
    separators === null ? [] : [...text.slice(0, from).split(separators), ...text.slice(to).split(separators)];
  return {
    text: text.slice(from, to),
    span: { start: start + from, end: start + to },
    others: rest.filter((each) => each !== ''),
  };
}
