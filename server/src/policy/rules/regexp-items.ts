/** The two kinds of pattern tables: extended regular expressions of POSIX, and those of Perl. */
export type Dialect = 'regexp' | 'pcre';

/** A part of a regular expression: an escape, a bracket expression, or one character. */
export interface RegexpItem {
  readonly text: string;
  readonly from: number;
  readonly kind: 'escape' | 'class' | 'character';
  /** False for a bracket expression that reaches to the end without its bracket. */
  readonly isClosed: boolean;
}

/** Splits a regular expression. */
export function regexpItems(body: string, dialect: Dialect): readonly RegexpItem[] {
  const items: RegexpItem[] = [];
  for (let from = 0; from < body.length; ) {
    const item = itemAt(body, from, dialect);
    items.push(item);
    from += item.text.length;
  }
  return items;
}

function itemAt(body: string, from: number, dialect: Dialect): RegexpItem {
  if (body[from] === '\\') return { text: body.slice(from, from + 2), from, kind: 'escape', isClosed: true };
  if (body[from] !== '[') return { text: body.charAt(from), from, kind: 'character', isClosed: true };
  const end = classEnd(body, from, dialect);
  const isClosed = end < body.length;
  return { text: body.slice(from, isClosed ? end + 1 : end), from, kind: 'class', isClosed };
}

/** The index of the bracket that closes the expression which opens here; the end of the text without one. */
function classEnd(body: string, open: number, dialect: Dialect): number {
  let position = open + 1;
  if (body[position] === '^') position++;
  // A bracket that stands first is one of the characters.
  if (body[position] === ']') position++;
  while (position < body.length && body[position] !== ']') {
    const named = body[position] === '[' ? /^\[([:.=]).*?\1\]/s.exec(body.slice(position, position + 40)) : null;
    // In POSIX a backslash means nothing here.
    position += named?.[0].length ?? (body[position] === '\\' && dialect === 'pcre' ? 2 : 1);
  }
  return Math.min(position, body.length);
}
