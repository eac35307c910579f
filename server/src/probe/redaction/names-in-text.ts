import { mark } from './addresses-in-text';

/** Parts of a text between other characters, each looked at once: what servers say can be made to be slow. */
const words = /[\w.-]+/g;
/** What may stand between a name and the address that belongs to it. */
const separators = /^[\s()[\]<>,;:=]*$/;

/** Where a word stands. */
export interface Place {
  /** Whether nothing but punctuation separates it from the mark of an address. */
  readonly isBesideMark: boolean;
}

/**
 * Replaces words, thus host names among them, by what `replace` makes of each, in lower case and without the full stop and
 * hyphens at its end; null leaves it as it is.
 */
export function replaceWords(text: string, replace: (word: string, place: Place) => string | null): string {
  const found = [...text.matchAll(words)];
  let result = '';
  let end = 0;
  for (const [index, match] of found.entries()) {
    const [token] = match;
    const before = text.slice(end, match.index);
    const behind = text.slice(match.index + token.length, found[index + 1]?.index);
    const word = token.replace(/[.-]$/, '');
    const instead = replace(word.toLowerCase(), { isBesideMark: isBeside(before, behind) });
    result += before + (instead === null ? token : instead + token.slice(word.length));
    end = match.index + token.length;
  }
  return result + text.slice(end);
}

function isBeside(before: string, behind: string): boolean {
  const last = before.lastIndexOf(mark);
  const first = behind.indexOf(mark);
  return (
    (last >= 0 && separators.test(before.slice(last + mark.length))) ||
    (first >= 0 && separators.test(behind.slice(0, first)))
  );
}

/** Whether a word is a host name of two labels at least, the last of which is no number. */
export function isHostName(word: string): boolean {
  const labels = word.split('.');
  return labels.length > 1 && !labels.includes('') && /^[a-z][a-z0-9-]+$/.test(labels.at(-1) ?? '');
}

/** Whether a name is in the domain of a host: ends in its last two labels, at least. */
export function isSameOrganisation(name: string, host: string): boolean {
  const domain = host.split('.').slice(-2).join('.');
  return `.${name.toLowerCase()}`.endsWith(`.${domain}`);
}
