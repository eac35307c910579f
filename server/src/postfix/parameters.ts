/** The class of a parameter's value (postconf(5)). */
export type ParameterClass =
  | 'boolean'
  | 'enum'
  | 'string'
  | 'table-list'
  | 'protocols'
  | 'match'
  | 'path'
  | 'list'
  | 'number';

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
  /** What it does, in one or two sentences of Markdown. */
  readonly summary: string;
  /** The default in words, where it is no plain text. */
  readonly defaultText?: string;
}

const clientLevels = ['none', 'may', 'encrypt', 'dane', 'dane-only', 'fingerprint', 'verify', 'secure'] as const;

/**
 * The parameters that the rules look at. Taken from the documentation (proto/postconf.proto) and the sources
 * (src/global/mail_params.h) of Postfix 3.12-20260821, and compared with `postconf -d` of 3.7.11.
 */
export const parameters: Readonly<Record<string, ParameterFacts>> = {
  smtp_tls_security_level: {
    summary: 'The level of every destination without an entry in a policy table.',
    defaultText: '`may` from compatibility level 3.11 on, else empty',
    class: 'enum',
    default: null,
    since: '2.3',
    values: clientLevels,
  },
  smtp_tls_policy_maps: {
    summary:
      'The tables that give destinations another level, asked key by key: an exact key in the last table comes before a parent in the first. It replaces `smtp_tls_per_site` completely.',
    class: 'table-list',
    default: '',
    since: '2.3',
  },
  smtp_dns_support_level: {
    summary:
      'Whether DNS is asked, and with `dnssec` for its proof, without which `dane` acts as `may` and `dane-only` defers all mail. `dnssec` needs a resolver that validates, reached over a trusted path.',
    class: 'enum',
    default: '',
    since: '2.11',
    values: ['enabled', 'dnssec', 'disabled'],
  },
  smtp_use_tls: {
    summary: 'Obsolete: `yes` acts as level `may`. It has no effect as soon as `smtp_tls_security_level` has a value.',
    class: 'boolean',
    default: 'no',
    since: '2.2',
    deprecatedIn: '3.9',
    replacement: 'smtp_tls_security_level',
  },
  smtp_enforce_tls: {
    summary:
      'Obsolete: `yes` acts as level `verify`, or as `encrypt` with `smtp_tls_enforce_peername = no`. It has no effect as soon as `smtp_tls_security_level` has a value.',
    class: 'boolean',
    default: 'no',
    since: '2.2',
    deprecatedIn: '3.9',
    replacement: 'smtp_tls_security_level',
  },
  smtp_tls_enforce_peername: {
    summary: 'Obsolete: whether `smtp_enforce_tls = yes` checks the name in the certificate.',
    class: 'boolean',
    default: 'yes',
    since: '2.2',
    deprecatedIn: '3.11',
    replacement: 'smtp_tls_security_level',
  },
  smtp_tls_per_site: {
    summary: 'Obsolete: ignored as soon as `smtp_tls_policy_maps` has a value.',
    class: 'table-list',
    default: '',
    since: '2.2',
    deprecatedIn: '3.9',
    replacement: 'smtp_tls_policy_maps',
  },
  lmtp_tls_security_level: {
    summary: 'The level of every destination without an entry in a policy table.',
    class: 'enum',
    default: '',
    since: '2.3',
    values: clientLevels,
  },
  lmtp_tls_policy_maps: {
    summary:
      'The tables that give destinations another level, asked key by key: an exact key in the last table comes before a parent in the first. It replaces `lmtp_tls_per_site` completely.',
    class: 'table-list',
    default: '',
    since: '2.3',
  },
  lmtp_use_tls: {
    summary: 'Obsolete: `yes` acts as level `may`. It has no effect as soon as `lmtp_tls_security_level` has a value.',
    class: 'boolean',
    default: 'no',
    since: '2.3',
    deprecatedIn: '3.9',
    replacement: 'lmtp_tls_security_level',
  },
  lmtp_enforce_tls: {
    summary:
      'Obsolete: `yes` acts as level `verify`, or as `encrypt` with `lmtp_tls_enforce_peername = no`. It has no effect as soon as `lmtp_tls_security_level` has a value.',
    class: 'boolean',
    default: 'no',
    since: '2.3',
    deprecatedIn: '3.9',
    replacement: 'lmtp_tls_security_level',
  },
  lmtp_tls_enforce_peername: {
    summary: 'Obsolete: whether `lmtp_enforce_tls = yes` checks the name in the certificate.',
    class: 'boolean',
    default: 'yes',
    since: '2.3',
    deprecatedIn: '3.11',
    replacement: 'lmtp_tls_security_level',
  },
  lmtp_tls_per_site: {
    summary: 'Obsolete: ignored as soon as `lmtp_tls_policy_maps` has a value.',
    class: 'table-list',
    default: '',
    since: '2.3',
    deprecatedIn: '3.9',
    replacement: 'lmtp_tls_policy_maps',
  },
  compatibility_level: {
    summary:
      'The release whose defaults the file was written for. Below 3.6 `smtp_tls_fingerprint_digest` is `md5`; below 3.11 `smtp_tls_security_level` is empty by default.',
    class: 'string',
    default: '0',
    since: '3.0',
  },
  smtp_tls_protocols: {
    class: 'protocols',
    default: null,
    defaultText: '`>=TLSv1` since Postfix 3.6',
    since: '2.6',
    summary: 'The TLS protocols at level `may`. Strict settings here only make more mail go out in the clear.',
  },
  smtp_tls_mandatory_protocols: {
    class: 'protocols',
    default: null,
    defaultText: '`>=TLSv1` since Postfix 3.6',
    since: '2.3',
    summary: 'The TLS protocols at every level that requires TLS.',
  },
  smtp_tls_ciphers: {
    class: 'enum',
    default: 'medium',
    since: '2.6',
    values: ['medium', 'high'],
    summary: 'The least cipher grade at level `may`. `high` only makes more mail go out in the clear.',
  },
  smtp_tls_mandatory_ciphers: {
    class: 'enum',
    default: 'medium',
    since: '2.3',
    values: ['medium', 'high'],
    summary: 'The least cipher grade at every level that requires TLS.',
  },
  smtp_tls_exclude_ciphers: {
    class: 'list',
    default: '',
    since: '2.3',
    summary: 'Ciphers that are not used at any level. `exclude=` in a policy entry takes its place.',
  },
  smtp_tls_mandatory_exclude_ciphers: {
    class: 'list',
    default: '',
    since: '2.3',
    summary:
      'Further ciphers that are not used at levels that require TLS. `exclude=` in a policy entry takes its place.',
  },
  smtp_tls_secure_cert_match: {
    class: 'match',
    default: 'nexthop, dot-nexthop',
    since: '2.3',
    summary:
      'The names of which a certificate must carry one at level `secure`. With `hostname` a forged MX record passes.',
  },
  smtp_tls_verify_cert_match: {
    class: 'match',
    default: 'hostname',
    since: '2.3',
    summary: 'The names of which a certificate must carry one at level `verify`.',
  },
  smtp_tls_fingerprint_cert_match: {
    class: 'list',
    default: '',
    since: '2.5',
    summary: 'The digests of certificates or public keys that level `fingerprint` takes.',
  },
  smtp_tls_fingerprint_digest: {
    class: 'enum',
    default: null,
    defaultText: '`sha256` from compatibility level 3.6 on, else `md5`',
    since: '2.5',
    values: ['sha256', 'sha384', 'sha512', 'sha1', 'md5'],
    summary: 'The algorithm of the digests that level `fingerprint` compares.',
  },
  smtp_tls_CAfile: {
    class: 'path',
    default: '',
    since: '2.2',
    summary:
      'A file with the certification authorities that `verify` and `secure` trust. With neither this nor `smtp_tls_CApath` nothing is trusted, and both levels defer all mail.',
  },
  smtp_tls_CApath: {
    class: 'path',
    default: '',
    since: '2.2',
    summary:
      'A hashed directory with the certification authorities that `verify` and `secure` trust; a chrooted smtp(8) looks for it in the chroot.',
  },
  smtp_tls_trust_anchor_file: {
    class: 'path',
    default: '',
    since: '2.11',
    summary:
      'Trust anchors that replace `smtp_tls_CAfile` and `smtp_tls_CApath`. `tafile=` in a policy entry takes its place.',
  },
  smtp_tls_servername: {
    class: 'string',
    default: '',
    since: '3.4',
    summary:
      'The name in the TLS server name indication: `hostname`, `nexthop` or a host name; empty sends none. At the dane levels the TLSA base domain is sent.',
  },
  smtp_tls_connection_reuse: {
    class: 'boolean',
    default: 'no',
    since: '3.4',
    summary: 'Whether a TLS connection may carry several messages, by way of tlsproxy(8).',
  },
  smtp_tls_wrappermode: {
    class: 'boolean',
    default: 'no',
    since: '3.0',
    summary:
      'TLS from the first byte (port 465). It needs level `encrypt` or stronger; below, no server is tried and mail is deferred.',
  },
  smtp_tls_dane_insecure_mx_policy: {
    class: 'enum',
    default: null,
    defaultText:
      '`dane` since Postfix 3.6.17, 3.7.13, 3.8.8, 3.9.2 and 3.10; before, `dane` only if `smtp_tls_security_level` is `dane`, else `may`',
    since: '3.1',
    values: ['dane', 'encrypt', 'may'],
    summary:
      'What becomes of level `dane` where the MX record is not DNSSEC-secure, but the host has usable TLSA records.',
  },
  smtp_tls_loglevel: {
    class: 'number',
    default: '0',
    since: '2.2',
    summary:
      '`1` logs a summary of each TLS handshake; 2 and more are for debugging, and 4 logs what the messages say.',
  },
  tls_append_default_CA: {
    class: 'boolean',
    default: 'no',
    since: '2.4.15',
    summary:
      "Adds OpenSSL's own certification authorities to `smtp_tls_CAfile` or `smtp_tls_CApath`; without either it has no effect.",
  },
  smtp_host_lookup: {
    class: 'list',
    default: 'dns',
    since: '2.1',
    summary: 'How addresses of hosts are looked up. Without `dns`, `dane` acts as `may` and `dane-only` defers mail.',
  },
  smtpd_tls_security_level: {
    class: 'enum',
    default: '',
    since: '2.3',
    values: ['none', 'may', 'encrypt'],
    summary: 'Whether the server offers or requires TLS. `encrypt` on port 25 of a public MX host loses mail.',
  },
  smtpd_tls_auth_only: {
    class: 'boolean',
    default: 'no',
    since: '2.2',
    summary: 'Whether the server takes passwords over TLS only.',
  },
};
