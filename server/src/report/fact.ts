import { prose } from './escape';

/** Good, bad, not decided, or a plain fact. */
export type Tone = 'good' | 'bad' | 'untested' | 'plain';

export interface Fact {
  readonly tone: Tone;
  readonly text: string;
}

export const marks: Readonly<Record<Tone, string>> = { good: '✔', bad: '✘', untested: '?', plain: '·' };

/** As Markdown, with a mark before whatever is not plain. */
export function told({ tone, text }: Fact, inTable = false): string {
  const shown = prose(text, { inTable });
  return tone === 'plain' ? shown : `${marks[tone]} ${shown}`;
}
