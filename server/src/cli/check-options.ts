import type { Severity } from '../language/finding';
import { checkFormats } from '../report/check-format';
import { t } from '../text/translate';
import { inputOptions } from './input-options';
import { choice, oneOf, optional, several, wholeNumber } from './option';
import { rootOption } from './query-options';
import { severities } from './severities';
import { UsageError } from './usage-error';

/** The options of `check`. */
export const checkOptions = {
  format: choice('How findings are told', checkFormats),
  'fail-on': choice('The least severity that makes the exit status 1', severities, 'warning'),
  'max-warnings': optional(
    'N',
    'Warnings that are tolerated: only more of them make the exit status 1',
    wholeNumber(0),
  ),
  rule: several('ID=SEVERITY', 'Give a rule another severity, or off', readRuleSeverity),
  root: rootOption,
  ...inputOptions,
};

export interface RuleSeverity {
  readonly rule: string;
  readonly severity: Severity | 'off';
}

function readRuleSeverity(text: string): RuleSeverity {
  const [, rule, severity] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (rule === undefined || severity === undefined) {
    throw new UsageError(t('"{0}" is no ID=SEVERITY, for example unsafe-level-may=off', text));
  }
  return { rule, severity: oneOf([...severities, 'off'])(severity) };
}
