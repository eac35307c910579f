import type { Severity } from '../language/finding';

/** What a configuration may make of a rule. */
export type RuleSeverity = Severity | 'off';

export const ruleSeverities = [
  'error',
  'warning',
  'information',
  'hint',
  'off',
] as const satisfies readonly RuleSeverity[];

export function isRuleSeverity(value: unknown): value is RuleSeverity {
  return (ruleSeverities as readonly unknown[]).includes(value);
}
