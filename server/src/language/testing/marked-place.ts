import { chunkedText } from '../../text/chunked-text';
import { applyEdits } from '../../text/span';
import type { Completion, Place } from '../assistance';

/** Reads a text in which `▮` stands for the cursor. */
export function readPlace(marked: string): Place {
  const offset = marked.indexOf('▮');
  if (offset < 0) throw new Error('the text has no cursor');
  return { text: chunkedText(marked.replace('▮', '')), offset };
}

/** The text after a completion of this label is taken; null where none is offered. */
export function afterTaking(place: Place, completions: readonly Completion[], label: string): string | null {
  const found = completions.find((each) => each.label === label);
  return found === undefined ? null : applyEdits(place.text.toString(), [found]);
}
