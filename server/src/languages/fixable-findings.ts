import type { Finding } from '../language/finding';
import type { CheckOptions, Language, ParseOptions } from '../language/language';
import { checkTablesAlone } from '../site/check-alone';

type Named = Pick<Language, 'name' | 'checkText'>;

/** The findings of a text that may have a safe fix: also those about the tables that stand in a main.cf or master.cf. */
export function fixableFindings(
  language: Named,
  text: string,
  parseOptions: ParseOptions,
  checkOptions: CheckOptions,
): readonly Finding[] {
  const own = language.checkText(text, parseOptions, checkOptions);
  return [...own, ...findingsInTables(language, text, checkOptions)];
}

/** Those of them that are about the tables that stand in the text. None, and cheap, for every other text. */
export function findingsInTables(
  { name }: Pick<Named, 'name'>,
  text: string,
  checkOptions: CheckOptions,
): readonly Finding[] {
  return name === 'main-cf' || name === 'master-cf' ? checkTablesAlone(name, text, checkOptions) : [];
}
