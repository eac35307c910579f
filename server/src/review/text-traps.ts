import { t } from '../text/translate';
import type { FoundChange } from './change';

/** `<<<<<<< HEAD`, `=======`, `>>>>>>> topic`, as git writes them. */
const mark = /^(?:<{7}|>{7}|\|{7})(?: .*)?\r?$|^={7}\r?$/m;
/** Controls but tab and line ends, and what changes the direction of a text or takes no room in it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f]/;

/** The first mark of a merge conflict that the change brings; null without one. */
export function findConflict(path: string, before: string | null, after: string): FoundChange | null {
  const at = mark.exec(after);
  if (at === null || (before !== null && mark.test(before))) return null;
  const end = at.index + at[0].length;
  return trap('conflict', path, after, at.index, end, [
    t('The file holds the marks of a merge conflict, which Postfix takes for entries.'),
  ]);
}

/** The first new line that shows something else than what stands in it. */
export function findHidden(path: string, before: string | null, after: string): FoundChange | null {
  if (!hidden.test(after)) return null;
  const known = new Set(before?.split('\n'));
  let start = 0;
  for (const line of after.split('\n')) {
    const at = line.search(hidden);
    if (at >= 0 && !known.has(line)) {
      return trap('hidden', path, after, start, start + line.length, [
        t('A new line holds characters that control the terminal, change the direction of the text or are not seen.'),
      ]);
    }
    start += line.length + 1;
  }
  return null;
}

function trap(
  kind: 'conflict' | 'hidden',
  subject: string,
  text: string,
  start: number,
  end: number,
  effects: readonly string[],
): FoundChange {
  const after = text.slice(start, end);
  return { kind, subject, before: null, after, span: { start, end }, spanBefore: null, effects, reason: null };
}
