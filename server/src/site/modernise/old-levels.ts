import type { EffectiveParameters } from '../../maincf/effective';

/** A security level, and the parameters that were for it before Postfix 2.3. */
export interface OldLevel {
  /** Whose services read it. */
  readonly program: 'smtp' | 'lmtp' | 'smtpd';
  readonly level: string;
  readonly obsolete: readonly string[];
}

/** The levels of the clients and of the server, and what they replaced. */
export const oldLevels: readonly OldLevel[] = [
  ...(['smtp', 'lmtp'] as const).map((program) => ({
    program,
    level: `${program}_tls_security_level`,
    obsolete: ['use_tls', 'enforce_tls', 'tls_enforce_peername'].map((name) => `${program}_${name}`),
  })),
  { program: 'smtpd', level: 'smtpd_tls_security_level', obsolete: ['smtpd_use_tls', 'smtpd_enforce_tls'] },
];

/**
 * The level that Postfix makes out of all of them, as global_tls_level() of smtp(8) and pre_jail_init() of smtpd(8) do; the old
 * parameters count where the level is empty. Null where these files do not tell, or a program ends with a fatal error.
 */
export function levelBy({ program, level }: OldLevel, { value }: EffectiveParameters): string | null {
  const own = value(level).expanded;
  if (own === null || own !== '') return own;
  const switches = [
    `${program}_enforce_tls`,
    `${program}_use_tls`,
    ...(program === 'smtpd' ? [] : [`${program}_tls_enforce_peername`]),
  ];
  const [enforce, use, peername] = switches.map((name) => value(name).expanded?.toLowerCase());
  if ([enforce, use].some((each) => each !== 'yes' && each !== 'no')) return null;
  if (program !== 'smtpd' && peername !== 'yes' && peername !== 'no') return null;
  if (enforce === 'yes') return peername === 'yes' ? 'verify' : 'encrypt';
  return use === 'yes' ? 'may' : 'none';
}
