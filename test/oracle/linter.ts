import type { Finding, Severity } from '../../server/src/language/finding';
import { assumedVersions, parseVersions } from '../../server/src/language/postfix-versions';
import { policyLanguage } from '../../server/src/policy/language';
import { mailVersion } from './machine';

/** From the worst to the mildest. */
const severities = ['error', 'warning', 'information', 'hint'] as const;

/** The release that is asked is the one that the linter speaks of. */
const postfixVersions = parseVersions(mailVersion()) ?? assumedVersions;

/** Whether a rule has something to say of a table, switched on where it is off by default. */
export function finds(rule: string, text: string, tableType: string): boolean {
  const known = policyLanguage.rules.find(({ id }) => id === rule);
  const severity = known?.offByDefault === true ? { [rule]: known.severity } : {};
  return check(text, tableType, severity).some((finding) => finding.rule === rule);
}

/** The worst that the linter says of a table; null where it has nothing to say. */
export function worst(text: string, tableType: string): Severity | null {
  return worstOf(findingsOf(text, tableType));
}

/** All that the linter says of a table. */
export function findingsOf(text: string, tableType: string): readonly Finding[] {
  return check(text, tableType, {});
}

/** The worst of some findings; null without any. */
export function worstOf(findings: readonly Finding[]): Severity | null {
  const found = new Set(findings.map(({ severity }) => severity));
  return severities.find((severity) => found.has(severity)) ?? null;
}

function check(text: string, tableType: string, severity: Readonly<Record<string, Severity>>): readonly Finding[] {
  const document = policyLanguage.parse(text, { tableType });
  return policyLanguage.check(document, { severities: severity, postfixVersions });
}
