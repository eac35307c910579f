import { wrapWords } from '../report/wrap';
import type { Command, CommandInfo } from './command';
import { program } from './program';

/** Columns of the help. */
const width = 100;

/** The help of the whole program. */
export function overallHelp(commands: readonly Command[]): string {
  return lines(
    `Usage: ${program} COMMAND [OPTION…] [OPERAND…]`,
    '',
    'Checks and probes Postfix TLS policy tables (tls_policy) and the TLS side of main.cf.',
    '',
    'Commands:',
    ...rows(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Options:',
    ...rows([
      ['--help', 'Show this help, or that of a command'],
      ['--version', 'Show the version'],
    ]),
    '',
    'Exit status: 0 nothing to report, 1 findings, 2 wrong usage or something could not be read.',
    `\`${program} COMMAND --help\` shows the options of a command.`,
  );
}

/** The help of one subcommand, from its table. */
export function commandHelp({ name, operands, description, options }: CommandInfo): string {
  const usage = [program, name, Object.keys(options).length > 0 ? '[OPTION…]' : '', operands];
  const optionRows = Object.entries(options).map(([option, { placeholder, help, repeatable }]): [string, string] => [
    placeholder === null ? `--${option}` : `--${option} ${placeholder}`,
    repeatable ? `${help}; may be repeated` : help,
  ]);
  return lines(
    `Usage: ${usage.filter((word) => word !== '').join(' ')}`,
    ...description.flatMap((paragraph) => ['', ...wrap(paragraph, 0)]),
    '',
    'Options:',
    ...rows([...optionRows, ['--help', 'Show this help']]),
  );
}

/** A label and a text on each row; the texts begin in one column, or on the next line where a label is too long. */
function rows(table: readonly (readonly [string, string])[]): readonly string[] {
  const longest = 30;
  const column = Math.max(...table.map(([label]) => label.length).filter((length) => length <= longest)) + 4;
  return table.flatMap(([label, text]) => {
    const [first = '', ...rest] = wrap(text, column);
    if (label.length > longest) return [`  ${label}`, first, ...rest];
    return [`  ${label}`.padEnd(column) + first.trimStart(), ...rest];
  });
}

function wrap(text: string, indent: number): readonly string[] {
  return wrapWords(text, width - indent).map((line) => ' '.repeat(indent) + line);
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
