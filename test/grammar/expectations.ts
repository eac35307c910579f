import { scopesAt, type Token } from './tokenizer';

/**
 * What a marker line of a fixture demands of the line above it. Markers are comments of the language itself:
 *
 *     example.org  secure
 *     #<---------- entity.name.tag
 *     #            ^^^^^^ constant.language.level - invalid
 *
 * `#<--` marks columns 0 to 2, one for each `-`; carets mark the columns above them. A scope stands for itself and all
 * that begin with it and a dot; those behind ` - ` must not occur. Several marker lines may follow one line.
 */
export interface Expectation {
  /** Zero-based line of the fixture that is demanded of, and of the marker. */
  readonly line: number;
  readonly marker: number;
  readonly start: number;
  readonly end: number;
  readonly wanted: readonly string[];
  readonly refused: readonly string[];
}

const markerLine = /^#(?:<(-+)| *(\^+))((?: +[a-z][\w.-]*)*)(?: +- +([a-z][\w. -]*))?\s*$/;

export function readExpectations(text: string): Expectation[] {
  const expectations: Expectation[] = [];
  let line = 0;
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    const [, arrow, carets = '', wanted = '', refused = ''] = markerLine.exec(content) ?? [];
    if (arrow === undefined && carets === '') {
      if (/^#\s*(\^|<-)/.test(content)) throw new Error(`line ${index + 1} is a broken marker: ${content}`);
      line = index;
      continue;
    }
    const start = arrow === undefined ? content.indexOf('^') : 0;
    expectations.push({
      line,
      marker: index,
      start,
      end: start + (arrow ?? carets).length,
      wanted: words(wanted),
      refused: words(refused),
    });
  }
  return expectations;
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** What does not hold of an expectation, one sentence for each column and scope; empty when all holds. */
export function unmet(expectation: Expectation, lines: readonly (readonly Token[])[]): string[] {
  const { line, marker, start, end, wanted, refused } = expectation;
  const complaints: string[] = [];
  for (let column = start; column < end; column += 1) {
    const scopes = scopesAt(lines[line] ?? [], column);
    const place = `marker in line ${marker + 1}: line ${line + 1} column ${column} has [${scopes.join(' ')}]`;
    if (scopes.length === 0) complaints.push(`${place}: there is no such column`);
    for (const scope of wanted)
      if (!scopes.some((found) => covers(scope, found))) complaints.push(`${place}, not ${scope}`);
    for (const scope of refused)
      if (scopes.some((found) => covers(scope, found))) complaints.push(`${place}, thus ${scope}`);
  }
  return complaints;
}

function covers(scope: string, found: string): boolean {
  return found === scope || found.startsWith(`${scope}.`);
}
