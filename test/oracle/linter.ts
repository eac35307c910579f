import type { Finding, Severity } from '../../server/src/language/finding';
import { policyLanguage } from '../../server/src/policy/language';

/** From the worst to the mildest. */
export const severities = ['error', 'warning', 'information', 'hint'] as const;

export function findingsIn(text: string, tableType: string): readonly Finding[] {
  return policyLanguage.check(policyLanguage.parse(text, { tableType }));
}

/** The worst that the linter says of a table; null where it has nothing to say. */
export function worst(text: string, tableType: string): Severity | null {
  const found = new Set(findingsIn(text, tableType).map(({ severity }) => severity));
  return severities.find((severity) => found.has(severity)) ?? null;
}
