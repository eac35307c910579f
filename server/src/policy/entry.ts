import type { SecurityLevel } from '../postfix/levels';

export { type SecurityLevel, securityLevels } from '../postfix/levels';

export interface PolicyAttribute {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
}

/** The value of a policy entry, without its key: level and attributes in the order written. */
export interface PolicyValue {
  readonly level: SecurityLevel;
  readonly attributes: readonly PolicyAttribute[];
}

/** `secure match=.example.org servername=hostname`. */
export function formatPolicyValue({ level, attributes }: PolicyValue): string {
  return [level, ...attributes.map(({ name, value }) => `${name}=${value}`)].join(' ');
}
