import type { Language } from '../language/language';
import type { RuleInfo } from '../language/rule';
import { mainCfLanguage } from '../maincf/language';
import { masterCfLanguage } from '../mastercf/language';
import { policyLanguage } from '../policy/language';
import type { RuleOwner } from './rule-owner';
import { siteRuleOwner } from './site-rules';

/** Every language that the adapters offer. */
export const languages: readonly Language[] = [policyLanguage, mainCfLanguage, masterCfLanguage];

/** The language of a file by its name, folders ignored; null for names that no language has. */
export function languageOfFile(path: string): Language | null {
  const fileName = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return languages.find((language) => language.matches(fileName)) ?? null;
}

/** The language of an editor's language id, or of a name on the command line. */
export function languageNamed(name: string): Language | null {
  return languages.find((language) => language.id === name || language.name === name) ?? null;
}

export const ruleOwners: readonly RuleOwner[] = [...languages, siteRuleOwner];

export interface FoundRule {
  readonly rule: RuleInfo;
  readonly language: RuleOwner;
}

/** Every rule of every language, in the order of the documentation; one that several share stands with the first. */
export function allRules(): readonly FoundRule[] {
  const found = new Map<string, FoundRule>();
  for (const language of ruleOwners) {
    for (const rule of language.rules) if (!found.has(rule.id)) found.set(rule.id, { rule, language });
  }
  return [...found.values()];
}

/** The page of a rule, as a path in the package. */
export function rulePage(id: string): string {
  return `docs/rules/${id}.md`;
}
