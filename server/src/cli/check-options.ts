import type { Severity } from '../language/finding';
import { type PostfixVersions, parseVersions } from '../language/postfix-versions';
import { tableTypes } from '../postfix/table-types';
import { anyText, choice, oneOf, optional, several, wholeNumber } from './option';
import { severities } from './severities';
import { UsageError } from './usage-error';

/** The options of `check`. */
export const checkOptions = {
  format: choice('How findings are told', ['text', 'json']),
  'fail-on': choice('The least severity that makes the exit status 1', severities, 'warning'),
  'max-warnings': optional(
    'N',
    'Warnings that are tolerated: only more of them make the exit status 1',
    wholeNumber(0),
  ),
  rule: several('ID=SEVERITY', 'Give a rule another severity, or off', readRuleSeverity),
  language: optional(
    'policy|main-cf',
    'The language, where the name of a file does not tell it',
    oneOf(['policy', 'main-cf']),
  ),
  'table-type': optional(
    'TYPE',
    `The lookup table type by which main.cf names the table: ${tableTypes.join(', ')} (default: by content)`,
    oneOf(tableTypes),
  ),
  'postfix-version': optional(
    'VERSION',
    'The Postfix that reads the files, as 3.7 or 3.5-3.11; a comment in a file comes first (default: 3.5 and newer)',
    readVersions,
  ),
  'stdin-filename': optional('NAME', 'The name that the text on standard input goes by', anyText),
};

export interface RuleSeverity {
  readonly rule: string;
  readonly severity: Severity | 'off';
}

function readVersions(text: string): PostfixVersions {
  const versions = parseVersions(text);
  if (versions !== null) return versions;
  throw new UsageError(`"${text}" is no version of Postfix; write for example 3.7, 3.5-3.11 or 3.5-`);
}

function readRuleSeverity(text: string): RuleSeverity {
  const [, rule, severity] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (rule === undefined || severity === undefined) {
    throw new UsageError(`"${text}" is no ID=SEVERITY, for example unsafe-level-may=off`);
  }
  return { rule, severity: oneOf([...severities, 'off'])(severity) };
}
