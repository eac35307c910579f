import { type Locale, locales } from '../text/locale';
import { t } from '../text/translate';
import { oneOf } from './option';
import { UsageError } from './usage-error';

/** The row of the help; every subcommand has this option. */
export const localeOption = {
  name: `--locale ${locales.join('|')}`,
  help: 'The language of texts (default: as LC_ALL, LC_MESSAGES or LANG say)',
} as const;

/**
 * Takes `--locale` out of the arguments, wherever it stands before `--`: the mistakes in the others are told in that
 * language, so it is read before them. Null where it is not given.
 *
 * @throws UsageError where the language is missing or unknown.
 */
export function takeLocale(args: readonly string[]): {
  readonly locale: Locale | null;
  readonly rest: readonly string[];
} {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  const index = options.findIndex((arg) => arg === '--locale' || arg.startsWith('--locale='));
  const option = options[index];
  if (option === undefined) return { locale: null, rest: args };
  const isInline = option.includes('=');
  const value = isInline ? option.slice('--locale='.length) : options[index + 1];
  if (value === undefined) throw new UsageError(t('{0} needs a value: {1}', '--locale', localeOption.name));
  return { locale: oneOf(locales)(value), rest: args.toSpliced(index, isInline ? 1 : 2) };
}
