import type { Finding } from '../language/finding';
import type { CheckOptions, Language, ParseOptions } from '../language/language';
import { checkMainCfAlone } from '../site/check-alone';

/** The findings of a text that may have a safe fix: of a main.cf also those about the tables that stand in it. */
export function fixableFindings(
  { name, checkText }: Pick<Language, 'name' | 'checkText'>,
  text: string,
  parseOptions: ParseOptions,
  checkOptions: CheckOptions,
): readonly Finding[] {
  const own = checkText(text, parseOptions, checkOptions);
  return name === 'main-cf' ? [...own, ...checkMainCfAlone(text, checkOptions)] : own;
}
