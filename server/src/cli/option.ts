import { t } from '../text/translate';
import { didYouMean, UsageError } from './usage-error';

/** One row of a subcommand's table of options, from which arguments are read and the help is written. */
export interface Option<Value> {
  /** One phrase for the help, in English; the help translates it. */
  readonly help: string;
  /** The value where the option is absent, for the help; null where that needs no word. */
  readonly preset: string | null;
  /** What stands for the value in the help; null for a switch, which has none. */
  readonly placeholder: string | null;
  /** May be given several times. */
  readonly repeatable: boolean;
  /**
   * The value by the texts that were given, in their order; none when the option is absent.
   *
   * @throws UsageError where a text is no value; whoever calls adds the option's name.
   */
  readonly read: (given: readonly string[]) => Value;
}

export type OptionTable = Readonly<Record<string, Option<unknown>>>;

export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Option<infer Value> ? Value : never;
};

/** `--name`, without a value. */
export function onOff(help: string): Option<boolean> {
  return { help, preset: null, placeholder: null, repeatable: false, read: (given) => given.length > 0 };
}

/** `--name VALUE`; null when absent. */
export function optional<Value>(
  placeholder: string,
  help: string,
  readValue: (text: string) => Value,
): Option<Value | null> {
  return {
    help,
    preset: null,
    placeholder,
    repeatable: false,
    read: ([text]) => (text === undefined ? null : readValue(text)),
  };
}

/** `--name VALUE`, any number of times. */
export function several<Value>(
  placeholder: string,
  help: string,
  readValue: (text: string) => Value,
): Option<readonly Value[]> {
  return { help, preset: null, placeholder, repeatable: true, read: (given) => given.map(readValue) };
}

/** `--name WORD` with one of the words; the first is the default unless another one is named. */
export function choice<const Word extends string>(
  help: string,
  words: readonly [Word, ...Word[]],
  preset: NoInfer<Word> = words[0],
): Option<Word> {
  return {
    help,
    preset,
    placeholder: words.join('|'),
    repeatable: false,
    read: ([text]) => (text === undefined ? preset : oneOf(words)(text)),
  };
}

/** Reads one of the words. */
export function oneOf<const Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new UsageError(t('"{0}" is none of {1}', text, words.join(', ')) + didYouMean(text, words));
  };
}

/** Reads a whole number within bounds. */
export function wholeNumber(min: number, max: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new UsageError(
      max === Number.MAX_SAFE_INTEGER
        ? t('"{0}" is no whole number from {1} upward', text, min)
        : t('"{0}" is no whole number from {1} to {2}', text, min, max),
    );
  };
}

/** Takes any text but an empty one. */
export function anyText(text: string): string {
  if (text === '') throw new UsageError(t('the value is empty'));
  return text;
}
