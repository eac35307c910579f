/** The text of a list in another language, with as many lines of about the same length, and what is typed into its middle. */
export interface NeighbourText {
  readonly text: string;
  readonly entry: string;
}

/** One line in a hundred has what a server of the language warns of: a key that is there twice. */
function isMistaken(index: number): boolean {
  return index % 100 === 50;
}

export const texts: Readonly<Record<string, (lines: number) => NeighbourText>> = {
  json: (lines) => ({
    text: `[\n${rows(lines - 2, (index) => `{"domain":"institute-${index}.example","level":"secure"${again(index, ',"level":"may"')}},`)}{}]\n`,
    entry: '{"domain":"example.org","level":"secure","match":".mx.example.net"},',
  }),
  yaml: (lines) => ({
    text: rows(
      lines,
      (index) => `- {domain: institute-${index}.example, level: secure${again(index, ', level: may')}}`,
    ),
    entry: '- {domain: example.org, level: secure, match: .mx.example.net}',
  }),
  shellscript: (lines) => ({
    text: rows(
      lines,
      (index) => `policy institute-${index}.research.example secure match=.mx.provider-${index % 7}.example`,
    ),
    entry: 'policy example.org secure match=.mx.example.net:mx.example.net',
  }),
};

function again(index: number, text: string): string {
  return isMistaken(index) ? text : '';
}

function rows(count: number, row: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${row(index)}\n`).join('');
}
