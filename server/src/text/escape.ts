/**
 * What servers and resolvers say, and what a file holds, is untrusted: it may carry terminal escapes, bidirectional controls that
 * reorder what a person reads, invisible characters, line ends, Markdown and HTML. Each output has its own escape here.
 */

/** Longest run of untrusted text that is shown in one place, in UTF-16 units. */
const defaultLimit = 500;

/** For policy entries: a cut one would be another one. */
export const wholeText = Number.POSITIVE_INFINITY;

/**
 * One line that shows what a text holds: control, format and unassigned characters, private use, lone surrogates, and
 * all blanks but the space become `\u{…}` in hexadecimal. Longer texts end with `…`.
 */
export function visible(text: string, limit = defaultLimit): string {
  const cut = text.length > limit ? text.slice(0, limit) : text;
  const shown = cut.replace(unseen, escapeCharacter).replace(markRun, escapeRun);
  return cut.length < text.length ? `${shown}…` : shown;
}

/** Cc, Cf, Cs, Co, Cn, the separators Zl and Zp, Zs but U+0020, and letters, marks and symbols that show nothing. */
const unseen =
  /[\p{C}\p{Zl}\p{Zp}\u{34f}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180b}-\u{180f}\u{2800}\u{3164}\u{fe00}-\u{fe0f}\u{ffa0}\u{e0100}-\u{e01ef}]|(?! )\p{Zs}/gu;
/** More combining marks than any script sets on one letter climb over the lines around. */
const markRun = /\p{M}{4,}/gu;

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function escapeRun(run: string): string {
  return Array.from(run, escapeCharacter).join('');
}

/** A Markdown code span on one line; `inTable` for a cell, where a pipe would end the cell even in a code span. */
export function codeSpan(text: string, { inTable = false, limit = defaultLimit } = {}): string {
  const shown = visible(text, limit);
  if (shown.trim() === '') return shown === '' ? '*(empty)*' : '*(blank)*';
  // GFM unescapes `\|` in cells before it looks for code, but a backslash before it would be unescaped as well.
  const content = inTable ? shown.replaceAll('|', '\\|') : shown;
  const fence = '`'.repeat(longestRun(content, '`') + 1);
  const padding = fence.length > 1 || /^ .*[^ ].* $/.test(content) ? ' ' : '';
  return `${fence}${padding}${content}${padding}${fence}`;
}

/** A fenced code block; each line is made visible by itself. */
export function codeBlock(lines: readonly string[], { info = 'text', limit = defaultLimit } = {}): string {
  const shown = lines.map((line) => visible(line, limit));
  const fence = '`'.repeat(Math.max(3, longestRun(shown.join('\n'), '`') + 1));
  return [`${fence}${info}`, ...shown, fence].join('\n');
}

/**
 * A sentence that may hold names from the network, as Markdown: whatever looks like a name, an address or a URL becomes
 * a code span, so that no viewer makes a link of it; all else is escaped. Bare numbers with dots stay as they are.
 */
export function prose(text: string, { inTable = false, limit = 2_000 } = {}): string {
  const shown = visible(text, limit);
  let result = '';
  let from = 0;
  for (const match of shown.matchAll(wordPattern)) {
    const word = match[0].slice(0, lengthWithoutEnd(match[0]));
    if (!nameLike.test(word)) continue;
    const name = numberLike.test(word) ? word : codeSpan(word, { inTable, limit });
    result += escapeMarkdown(shown.slice(from, match.index)) + name;
    from = match.index + word.length;
  }
  return escapeLineStart(result + escapeMarkdown(shown.slice(from)));
}

const wordPattern = /[^\s"'“”‘’`(),;<>|*]+/gu;

/** A dot, a colon, an at sign, an equals sign or an underscore stands between other characters. */
const nameLike = /[^.:!?][.:@=_]./su;

/** What ends a sentence is no part of the word before it. */
function lengthWithoutEnd(word: string): number {
  let end = word.length;
  while (end > 0 && '.:!?'.includes(word.charAt(end - 1))) end--;
  return end;
}

/** Versions, sections and times of day, of which nothing makes a link: `TLSv1.3`, `3.1.3`, `16:00:00`. */
const numberLike = /^(?:[A-Za-z]*\d+(?:\.\d+){1,2}|\d+(?::\d\d){1,2})$/;

/** Every ASCII punctuation character that begins a construct of CommonMark, GFM or HTML, by a backslash or an entity. */
function escapeMarkdown(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]#|~$@{}]/g, '\\$&');
}

/** What makes a list or a heading of a line that begins with it. */
function escapeLineStart(line: string): string {
  return line.replace(/^(\s*)([-+=])/, '$1\\$2').replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2');
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let current = 0;
  for (const each of text) {
    current = each === character ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
