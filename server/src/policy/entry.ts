/** The security levels that a policy entry may name (postconf(5) smtp_tls_policy_maps). */
export const securityLevels = [
  'none',
  'may',
  'encrypt',
  'fingerprint',
  'verify',
  'secure',
  'dane',
  'dane-only',
] as const;
export type SecurityLevel = (typeof securityLevels)[number];

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
