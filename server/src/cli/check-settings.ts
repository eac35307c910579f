import type { CheckOptions, Language } from '../language/language';
import { allRules, languageNamed } from '../languages/languages';
import type { checkOptions } from './check-options';
import type { OptionValues } from './option';
import { didYouMean, UsageError } from './usage-error';

/** How each file is to be checked, the same for all of one run. */
export interface CheckSettings {
  /** Null: by the name of the file. */
  readonly language: Language | null;
  readonly tableType: string | null;
  readonly check: CheckOptions;
  readonly stdinFilename: string | null;
}

/** @throws UsageError where a rule does not exist. */
export function readCheckSettings(options: OptionValues<typeof checkOptions>): CheckSettings {
  const known = allRules().map(({ rule }) => rule.id);
  for (const { rule } of options.rule) {
    if (!known.includes(rule)) throw new UsageError(`--rule: there is no rule ${rule}${didYouMean(rule, known)}`);
  }
  const versions = options['postfix-version'];
  return {
    language: options.language === null ? null : languageNamed(options.language),
    tableType: options['table-type'],
    check: {
      severities: Object.fromEntries(options.rule.map(({ rule, severity }) => [rule, severity])),
      ...(versions === null ? {} : { postfixVersions: versions }),
    },
    stdinFilename: options['stdin-filename'],
  };
}
