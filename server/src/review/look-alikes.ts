import { domainToUnicode } from 'node:url';

/** Letters that look like Latin ones in most typefaces (Unicode Technical Standard 39, confusables). */
const alike: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  ɡ: 'g',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  п: 'n',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  т: 't',
  ц: 'u',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  у: 'y',
  α: 'a',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  γ: 'y',
  ı: 'i',
  օ: 'o',
  ո: 'n',
  ս: 'u',
  հ: 'h',
};

/**
 * The ASCII name that a domain looks like though it is another one: a label mixes Latin letters with those of another
 * script, or is written in letters alone that look like Latin ones. Null for all others.
 */
export function looksLike(key: string): string | null {
  const name = key.toLowerCase().replace(/^\./, '');
  const shown = /(?:^|\.)xn--/.test(name) ? domainToUnicode(name) || name : name;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is meant
  if (/^[\u0000-\u007f]*$/.test(shown)) return null;
  const isSuspect = shown.split('.').some((label) => isMixed(label) || isAllAlike(label));
  return isSuspect ? Array.from(shown, (letter) => alike[letter] ?? letter).join('') : null;
}

function isMixed(label: string): boolean {
  return /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(label);
}

function isAllAlike(label: string): boolean {
  const letters = Array.from(label).filter((letter) => /[^\d-]/.test(letter));
  return letters.length > 0 && letters.every((letter) => Object.hasOwn(alike, letter));
}
