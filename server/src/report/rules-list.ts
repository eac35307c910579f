import type { Severity } from '../language/finding';
import type { RuleInfo } from '../language/rule';
import { allRules, ruleOwners, rulePage } from '../languages/languages';
import type { RuleOwner } from '../languages/rule-owner';
import { t } from '../text/translate';
import { json } from './json';

/** One element of `rules --format json`. */
export interface ListedRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Whether it runs without being configured. */
  readonly enabled: boolean;
  readonly languages: readonly RuleOwner['name'][];
  readonly fix: RuleInfo['fix'];
  readonly since: string;
  /** The rule's page, as a path in the package. */
  readonly docs: string;
}

/** Every rule, in the order of the documentation. */
export function listRules(): readonly ListedRule[] {
  return allRules().map(({ rule: { id, title, severity, fix, since, offByDefault } }) => ({
    id,
    title: t(title),
    severity,
    enabled: offByDefault !== true,
    languages: ruleOwners.filter(({ rules }) => rules.some((rule) => rule.id === id)).map(({ name }) => name),
    fix,
    since,
    docs: rulePage(id),
  }));
}

/** One line for each rule: id, severity and title in columns. */
export function rulesText(): string {
  const rules = listRules();
  const idWidth = Math.max(...rules.map(({ id }) => id.length));
  const severityWidth = Math.max(...rules.map(({ severity }) => severity.length));
  return rules
    .map(({ id, severity, title, enabled }) => {
      const off = enabled ? '' : ` ${t('(off by default)')}`;
      return `${id.padEnd(idWidth)}  ${severity.padEnd(severityWidth)}  ${title}${off}\n`;
    })
    .join('');
}

export function rulesJson(): string {
  return json(listRules());
}
