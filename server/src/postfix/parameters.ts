/** The class of a parameter's value (postconf(5)). */
export type ParameterClass = 'boolean' | 'enum' | 'string' | 'table-list';

export interface ParameterFacts {
  readonly class: ParameterClass;
  /** The built-in default where it is a plain text; null where it depends on other parameters or on the version. */
  readonly default: string | null;
  /** The first Postfix release that knows the parameter. */
  readonly since: string;
  /** The release from which Postfix warns about it. */
  readonly deprecatedIn?: string;
  readonly replacement?: string;
  /** The words of an enum, compared without case; empty is allowed for those here. */
  readonly values?: readonly string[];
}

const clientLevels = ['none', 'may', 'encrypt', 'dane', 'dane-only', 'fingerprint', 'verify', 'secure'] as const;

/**
 * The parameters that the rules look at. Taken from the documentation (proto/postconf.proto) and the sources
 * (src/global/mail_params.h) of Postfix 3.12-20260821, and compared with `postconf -d` of 3.7.11.
 */
export const parameters: Readonly<Record<string, ParameterFacts>> = {
  smtp_tls_security_level: { class: 'enum', default: null, since: '2.3', values: clientLevels },
  smtp_tls_policy_maps: { class: 'table-list', default: '', since: '2.3' },
  smtp_dns_support_level: { class: 'enum', default: '', since: '2.11', values: ['enabled', 'dnssec', 'disabled'] },
  smtp_use_tls: {
    class: 'boolean',
    default: 'no',
    since: '2.2',
    deprecatedIn: '3.9',
    replacement: 'smtp_tls_security_level',
  },
  smtp_enforce_tls: {
    class: 'boolean',
    default: 'no',
    since: '2.2',
    deprecatedIn: '3.9',
    replacement: 'smtp_tls_security_level',
  },
  smtp_tls_enforce_peername: {
    class: 'boolean',
    default: 'yes',
    since: '2.2',
    deprecatedIn: '3.11',
    replacement: 'smtp_tls_security_level',
  },
  smtp_tls_per_site: {
    class: 'table-list',
    default: '',
    since: '2.2',
    deprecatedIn: '3.9',
    replacement: 'smtp_tls_policy_maps',
  },
  lmtp_tls_security_level: { class: 'enum', default: '', since: '2.3', values: clientLevels },
  lmtp_tls_policy_maps: { class: 'table-list', default: '', since: '2.3' },
  lmtp_use_tls: {
    class: 'boolean',
    default: 'no',
    since: '2.3',
    deprecatedIn: '3.9',
    replacement: 'lmtp_tls_security_level',
  },
  lmtp_enforce_tls: {
    class: 'boolean',
    default: 'no',
    since: '2.3',
    deprecatedIn: '3.9',
    replacement: 'lmtp_tls_security_level',
  },
  lmtp_tls_enforce_peername: {
    class: 'boolean',
    default: 'yes',
    since: '2.3',
    deprecatedIn: '3.11',
    replacement: 'lmtp_tls_security_level',
  },
  lmtp_tls_per_site: {
    class: 'table-list',
    default: '',
    since: '2.3',
    deprecatedIn: '3.9',
    replacement: 'lmtp_tls_policy_maps',
  },
  compatibility_level: { class: 'string', default: '0', since: '3.0' },
};
