import { parseArgs } from 'node:util';
import { t } from '../text/translate';
import type { OptionTable, OptionValues } from './option';
import { didYouMean, UsageError } from './usage-error';

export interface Arguments<Table extends OptionTable> {
  readonly options: OptionValues<Table>;
  /** What is no option: files, domains, a rule; a lone `-` among them. */
  readonly operands: readonly string[];
}

/**
 * Reads the arguments that follow a subcommand. Options and operands may be mixed; `--` ends the options.
 *
 * @throws UsageError on an unknown option, a missing, unwanted or repeated value, or one that can't be read.
 */
export function readArguments<Table extends OptionTable>(table: Table, args: readonly string[]): Arguments<Table> {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(table).map(([name, { placeholder }]) => [
        name,
        { type: placeholder === null ? 'boolean' : 'string', multiple: true } as const,
      ]),
    ),
    allowPositionals: true,
    // The messages of the strict mode name neither the nearest option nor the values that it takes.
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const texts = given.get(token.name) ?? [];
    given.set(token.name, [...texts, valueOf(table, token, texts.length)]);
  }
  const values = Object.entries(table).map(([name, option]) => {
    try {
      return [name, option.read(given.get(name) ?? [])];
    } catch (error) {
      throw error instanceof UsageError ? new UsageError(`--${name}: ${error.message}`) : error;
    }
  });
  return { options: Object.fromEntries(values) as OptionValues<Table>, operands };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

/** The value of an option as written; empty for a switch. */
function valueOf(table: OptionTable, { name, rawName, value, inlineValue }: OptionToken, before: number): string {
  const option = Object.hasOwn(table, name) && rawName === `--${name}` ? table[name] : undefined;
  if (!option) {
    const known = Object.keys(table).map((each) => `--${each}`);
    throw new UsageError(t('there is no option {0}{1}', rawName, didYouMean(rawName, known)));
  }
  if (option.placeholder === null) {
    if (value !== undefined) throw new UsageError(t('{0} takes no value', rawName));
    return '';
  }
  // What looks like the next option is a forgotten value; one that really begins so is written behind an equals sign.
  if (value === undefined || (inlineValue !== true && /^-./.test(value))) {
    throw new UsageError(t('{0} needs a value: {0} {1}', rawName, option.placeholder));
  }
  if (before > 0 && !option.repeatable) throw new UsageError(t('{0} is given twice', rawName));
  return value;
}
