import { wrapWords } from '../report/wrap';
import { t } from '../text/translate';
import type { Command, CommandInfo } from './command';
import { localeOption } from './locale-option';
import { program } from './program';

/** Columns of the help. */
const width = 100;

/** The help of the whole program. */
export function overallHelp(commands: readonly Command[]): string {
  return lines(
    t('Usage: {0} COMMAND [OPTION…] [OPERAND…]', program),
    '',
    t('Checks and probes Postfix TLS policy tables (tls_policy) and the TLS side of main.cf.'),
    '',
    t('Commands:'),
    ...rows(commands.map(({ name, summary }) => [name, t(summary)])),
    '',
    t('Options:'),
    ...rows([
      [localeOption.name, t(localeOption.help)],
      ['--help', t('Show this help, or that of a command')],
      ['--version', t('Show the version')],
    ]),
    '',
    t('Exit status: 0 nothing to report, 1 findings, 2 wrong usage or something could not be read.'),
    t('`{0} COMMAND --help` shows the options of a command.', program),
  );
}

/** The help of one subcommand, from its table. */
export function commandHelp({ name, operands, description, options }: CommandInfo): string {
  const usage = [program, name, '[OPTION…]', operands];
  const optionRows = Object.entries(options).map(
    ([option, { placeholder, help, preset, repeatable }]): [string, string] => [
      placeholder === null ? `--${option}` : `--${option} ${placeholder}`,
      repeatable
        ? t('{0}; may be repeated', t(help))
        : preset === null
          ? t(help)
          : t('{0} (default: {1})', t(help), preset),
    ],
  );
  return lines(
    t('Usage: {0}', usage.filter((word) => word !== '').join(' ')),
    ...description.flatMap((paragraph) => ['', ...wrap(t(paragraph), 0)]),
    '',
    t('Options:'),
    ...rows([...optionRows, [localeOption.name, t(localeOption.help)], ['--help', t('Show this help')]]),
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
