import type { Delivery } from './delivery';

/** An example of a check of docs/review-checks.md, and what smtp(8) does with it: a bad one where it is not said. */
export interface ReviewCase {
  /** The numbers of the checks; none for a rule of no check. */
  readonly checks: readonly number[];
  readonly rule: string;
  readonly settings: Readonly<Record<string, string>>;
  /** `smtp_tls_policy_maps`; `FILE` stands for the path of the table, `HERE` in its text for the recipient's domain. */
  readonly maps?: string;
  readonly text?: string;
  readonly nextHop?: string;
  /** Settings that stand there as the release has them by default, and so in no file. */
  readonly isDefault?: readonly string[];
  /** The MX record of the recipient's domain is not signed; that of its host is. */
  readonly isUnsigned?: true;
  /** The service is in a chroot; else it is not, where master.cf is not told. */
  readonly isChrooted?: boolean;
  /** The rule finds nothing. */
  readonly isGood?: true;
  /** Names of the certificate, in the place of the recipient's domain. */
  readonly names?: readonly string[];
  /** Further lines of main.cf, for the rule alone. */
  readonly lines?: string;
  /** What master.cf holds, for the rule alone. */
  readonly masterCf?: string;
  /** `fatal` where smtp(8) ends; what is not told may be anything. */
  readonly status?: Delivery['status'] | 'fatal';
  readonly tls?: Delivery['tls'];
  /** What it logs, or says of the mail. */
  readonly says?: RegExp;
}

/** At which smtp(8) tells the list of ciphers that it asks for. */
const verbose = { smtp_tls_security_level: 'encrypt', smtp_tls_loglevel: '2' };
const byCaPath = { smtp_tls_security_level: 'secure', smtp_tls_CAfile: '', smtp_tls_CApath: '@CAPATH@' };

const noDnssec = /configured with dnssec lookups disabled/;
const notVerified = /Server certificate not verified/;

export const reviewCases: readonly ReviewCase[] = [
  {
    checks: [1],
    rule: 'entries-without-dnssec',
    settings: { smtp_dns_support_level: '' },
    maps: 'texthash:FILE',
    text: 'HERE dane\n',
    status: 'sent',
    says: noDnssec,
  },
  {
    checks: [2],
    rule: 'entries-without-dnssec',
    settings: { smtp_dns_support_level: '' },
    maps: 'texthash:FILE',
    text: 'HERE dane-only\n',
    status: 'deferred',
    says: noDnssec,
  },
  {
    checks: [3],
    rule: 'dane-without-dns',
    settings: { smtp_tls_security_level: 'dane', smtp_host_lookup: 'native' },
    says: noDnssec,
  },
  {
    checks: [4],
    rule: 'dane-without-dns',
    settings: { smtp_tls_security_level: 'dane', ignore_mx_lookup_error: 'yes' },
    status: 'sent',
    tls: 'Trusted',
  },
  {
    checks: [5],
    rule: 'dane-without-dns',
    settings: { smtp_tls_security_level: 'dane', smtp_dns_resolver_options: 'res_dnsrch' },
    status: 'sent',
    tls: 'Trusted',
  },
  {
    checks: [6],
    rule: 'dane-without-dnssec',
    settings: { smtp_tls_security_level: 'dane', smtp_dns_support_level: '', disable_dns_lookups: 'yes' },
    says: noDnssec,
  },
  {
    checks: [7],
    rule: 'insecure-mx-policy',
    // The default of this release, whatever patches it has.
    settings: { smtp_tls_dane_insecure_mx_policy: 'may' },
    isDefault: ['smtp_tls_dane_insecure_mx_policy'],
    maps: 'texthash:FILE',
    text: 'HERE dane\n',
    isUnsigned: true,
    lines: '# tls-policy-lint: postfix 3.7.11\n',
    status: 'sent',
    tls: 'Trusted',
  },
  {
    checks: [9],
    rule: 'default-authorities-unused',
    settings: { smtp_tls_security_level: 'secure', smtp_tls_CAfile: '', tls_append_default_CA: 'yes' },
    status: 'deferred',
    says: notVerified,
  },
  {
    checks: [10],
    rule: 'trust-store-outside-chroot',
    settings: byCaPath,
    isChrooted: true,
    status: 'deferred',
    says: notVerified,
  },
  {
    checks: [10],
    rule: 'trust-store-outside-chroot',
    settings: byCaPath,
    isChrooted: false,
    isGood: true,
    status: 'sent',
    tls: 'Verified',
  },
  {
    checks: [10],
    rule: 'trust-store-outside-chroot',
    settings: {},
    maps: 'texthash:FILE',
    text: 'HERE secure tafile=@CA@\n',
    isChrooted: true,
    status: 'deferred',
    says: /error opening trust anchor file/,
  },
  {
    checks: [12],
    rule: 'policy-table-at-none',
    settings: { smtp_tls_security_level: 'none' },
    maps: 'inline:{other.example=encrypt}',
    status: 'sent',
    tls: null,
  },
  {
    checks: [13],
    rule: 'mandatory-tls-for-all',
    // As to a host without TLS.
    settings: { smtp_tls_security_level: 'encrypt', smtp_discard_ehlo_keywords: 'starttls' },
    lines: 'myhostname = mail.example.org\nmydestination =\n',
    status: 'deferred',
    says: /TLS is required, but was not offered/,
  },
  {
    checks: [8],
    rule: 'no-trust-anchors',
    settings: { smtp_tls_security_level: 'secure', smtp_tls_CAfile: '' },
    status: 'deferred',
    says: notVerified,
  },
  {
    checks: [8],
    rule: 'entries-without-trust-anchors',
    settings: { smtp_tls_CAfile: '' },
    maps: 'inline:{HERE=secure}',
    status: 'deferred',
    says: notVerified,
  },
  {
    checks: [15],
    rule: 'obsolete-tls-parameter',
    settings: { smtp_tls_per_site: 'static:none' },
    maps: 'static:encrypt',
    status: 'sent',
    says: /smtp_tls_per_site/,
  },
  {
    checks: [16],
    rule: 'invalid-security-level',
    settings: { smtp_tls_security_level: 'opportunistic' },
    status: 'fatal',
    says: /opportunistic/,
  },
  {
    checks: [25],
    rule: 'wrappermode-below-encrypt',
    settings: { smtp_tls_wrappermode: 'yes' },
    status: 'deferred',
    says: /smtp_tls_wrappermode requires "smtp_tls_security_level = encrypt"/,
  },
  {
    checks: [26],
    rule: 'smtps-without-wrappermode',
    settings: { relayhost: '[192.0.2.10]:465' },
    nextHop: '[192.0.2.10]:465',
    status: 'deferred',
    says: /smtp_tls_wrappermode = yes/,
  },
  {
    checks: [29],
    rule: 'protocol-list',
    settings: { smtp_tls_security_level: 'encrypt', smtp_tls_mandatory_protocols: 'TLSv1' },
    status: 'deferred',
    says: /Cannot start TLS: handshake failure/,
  },
  {
    checks: [30],
    rule: 'protocol-list',
    settings: { smtp_tls_security_level: 'encrypt', smtp_tls_mandatory_protocols: '!TLSv1.2, !TLSv1.3' },
    status: 'deferred',
    says: /Cannot start TLS: handshake failure/,
  },
  {
    checks: [31],
    rule: 'protocol-list',
    settings: { smtp_tls_security_level: 'encrypt', smtp_tls_mandatory_protocols: 'TLSv1.0' },
    status: 'deferred',
    says: /Invalid TLS protocol list "TLSv1.0"/,
  },
  ...['low', 'export', 'medium'].map(
    (grade): ReviewCase => ({
      checks: [33],
      rule: 'cipher-grade',
      settings: {
        smtp_tls_security_level: 'encrypt',
        smtp_tls_mandatory_ciphers: grade,
        smtp_tls_mandatory_protocols: '!TLSv1.3',
      },
      ...(grade === 'medium' ? { isGood: true as const } : {}),
      status: 'sent',
      // No word about the grade, and the same cipher at all three.
      says: /^\n.*\nTrusted TLS connection established to \S+ TLSv1\.2 with cipher ECDHE-ECDSA-AES256-GCM-SHA384 .*$/,
    }),
  ),
  {
    checks: [35],
    rule: 'cipher-grade',
    settings: { smtp_tls_security_level: 'encrypt', smtp_tls_mandatory_ciphers: 'null' },
    status: 'deferred',
    says: /error setting cipher grade: "null"/,
  },
  {
    checks: [35],
    rule: 'cipher-grade',
    settings: { ...verbose, smtp_tls_security_level: 'secure', smtp_tls_mandatory_ciphers: 'null' },
    says: /TLS cipher list "eNULL:/,
  },
  {
    checks: [36],
    rule: 'cipher-exclusion',
    settings: { smtp_tls_security_level: 'encrypt', smtp_tls_mandatory_exclude_ciphers: '!RC4' },
    status: 'deferred',
    says: /invalid unary/,
  },
  {
    checks: [37],
    rule: 'edited-cipher-list',
    settings: { ...verbose, tls_medium_cipherlist: 'ALL' },
    status: 'sent',
    says: /TLS cipher list "ALL/,
  },
  {
    checks: [43],
    rule: 'obsolete-parameter',
    settings: { tls_wildcard_matches_multiple_labels: 'yes' },
    maps: 'texthash:FILE',
    text: 'HERE secure match=a.b.wild.invalid\n',
    names: ['*.wild.invalid'],
    status: 'deferred',
    says: notVerified,
  },
  {
    checks: [44],
    rule: 'weak-fingerprint',
    settings: { compatibility_level: '2' },
    maps: 'texthash:FILE',
    text: 'HERE fingerprint match=4B:C9:34:BD:41:96:4B:B6:5D:FE:BD:37:71:15:93:9D\n',
    status: 'deferred',
    says: /backwards-compatible default setting smtp_tls_fingerprint_digest=md5/,
  },
  {
    checks: [45],
    rule: 'digest-of-another-length',
    settings: { smtp_tls_fingerprint_digest: 'sha256' },
    maps: 'texthash:FILE',
    text: 'HERE fingerprint match=4B:C9:34:BD:41:96:4B:B6:5D:FE:BD:37:71:15:93:9D:4A:0B:2D:71\n',
    status: 'deferred',
    says: notVerified,
  },
  {
    checks: [46],
    rule: 'mandatory-tls-for-all',
    settings: { smtp_tls_security_level: 'fingerprint', smtp_tls_fingerprint_digest: 'sha256' },
    lines: 'myhostname = mail.example.org\nmydestination =\n',
    status: 'deferred',
    says: /with no fingerprints to match/,
  },
  {
    checks: [53],
    rule: 'relay-by-mx',
    settings: { relayhost: 'smtp.relay.invalid' },
    nextHop: 'smtp.relay.invalid',
    status: 'sent',
    says: /TLS connection established to mx\.lab\.example/,
  },
  {
    checks: [54],
    rule: 'unreachable-key',
    settings: { relayhost: '[192.0.2.10]:587' },
    maps: 'texthash:FILE',
    text: '[192.0.2.10] none\n',
    nextHop: '[192.0.2.10]:587',
    status: 'sent',
    // At level none there would be no session.
    tls: 'Trusted',
  },
  {
    checks: [55],
    rule: 'unreachable-key',
    settings: { relayhost: '[192.0.2.10]:587' },
    maps: 'texthash:FILE',
    text: 'HERE none\n',
    nextHop: '[192.0.2.10]:587',
    status: 'sent',
    // At level none there would be no session.
    tls: 'Trusted',
  },
  {
    checks: [63],
    rule: 'missing-table-file',
    settings: {},
    maps: 'texthash:/etc/postfix/no-such-table',
    status: 'deferred',
    says: /no-such-table/,
  },
  {
    checks: [63],
    rule: 'unknown-table-type',
    settings: {},
    maps: 'hsah:FILE',
    text: 'HERE encrypt\n',
    status: 'deferred',
    says: /unsupported dictionary type: hsah/,
  },
  {
    checks: [63],
    rule: 'unknown-table-type',
    settings: {},
    maps: 'FILE',
    text: 'HERE encrypt\n',
    status: 'fatal',
    says: /type:name/,
  },
  {
    checks: [70],
    rule: 'starttls-offer-noted',
    settings: { smtp_tls_security_level: 'none', smtp_tls_note_starttls_offer: 'yes' },
    status: 'sent',
    tls: null,
    says: /Host offered STARTTLS: \[mx\.lab\.example\]/,
  },
  {
    checks: [71],
    rule: 'tls-log-level',
    settings: { smtp_tls_security_level: 'encrypt', smtp_tls_loglevel: '0' },
    status: 'sent',
    tls: null,
  },
  {
    checks: [72],
    rule: 'tls-log-level',
    settings: { smtp_tls_loglevel: '4' },
    status: 'sent',
    // The message itself, byte by byte.
    says: /write to [0-9A-F]+ /,
  },
  {
    checks: [76],
    rule: 'missing-tlsproxy',
    settings: { smtp_tls_security_level: 'encrypt', smtp_tls_connection_reuse: 'yes', tlsproxy_service_name: 'gone' },
    masterCf: 'qmgr unix n - n 300 1 qmgr\nsmtp unix - - n - - smtp\n',
    status: 'deferred',
    says: /private\/gone|tlsproxy/,
  },
  {
    checks: [88],
    rule: 'invalid-parameter-value',
    settings: { smtp_tls_wrappermode: 'true' },
    status: 'fatal',
    says: /bad boolean configuration: smtp_tls_wrappermode = true/,
  },
  {
    checks: [90],
    rule: 'key-in-two-tables',
    settings: {},
    maps: 'inline:{HERE=none}, texthash:FILE',
    text: 'HERE encrypt\n',
    status: 'sent',
    // As the first one says.
    tls: null,
  },
];

/** Rules that a review did not ask for, and that Postfix answers as well. */
export const furtherCases: readonly ReviewCase[] = [
  ...[
    'smtp:[192.0.2.10]:587',
    '[192.0.2.10].587',
    '[192.0.2.10',
    'user@relay.invalid',
    '.relay.invalid',
    '[192.0.2.10]:0',
  ].map(
    (relay): ReviewCase => ({
      checks: [],
      rule: 'invalid-relay',
      settings: { relayhost: relay },
      nextHop: relay,
      status: 'fatal',
      says: /server description|bad network port/,
    }),
  ),
  ...['[192.0.2.10]:', 'relay.invalid:587', '[relay.invalid]:submission'].map(
    (relay): ReviewCase => ({
      checks: [],
      rule: 'invalid-relay',
      settings: { relayhost: relay },
      isGood: true,
      nextHop: relay,
      status: 'sent',
    }),
  ),
];

/** The same of smtpd(8), to which a client connects. */
export interface ServerCase {
  readonly checks: readonly number[];
  readonly rule: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly says: RegExp;
}

export const serverCases: readonly ServerCase[] = [
  {
    checks: [18],
    rule: 'server-requires-tls',
    settings: {
      smtpd_tls_security_level: 'encrypt',
      smtpd_tls_chain_files: '@SERVER@',
      mydestination: 'example.org',
    },
    // A message that came without TLS was not taken.
    says: /disconnect from .* mail=0\/1 /,
  },
  {
    checks: [19],
    rule: 'invalid-server-level',
    settings: { smtpd_tls_security_level: 'verify', smtpd_tls_chain_files: '@SERVER@' },
    says: /smtpd_tls_security_level.*"?verify"?/,
  },
  {
    checks: [20],
    rule: 'invalid-server-level',
    settings: { smtpd_tls_security_level: 'dane', smtpd_tls_chain_files: '@SERVER@' },
    says: /fatal: .*dane/,
  },
  {
    checks: [21],
    rule: 'server-tls-without-certificate',
    settings: { smtpd_tls_security_level: 'may' },
    says: /No server certs available. TLS won't be enabled/,
  },
  {
    checks: [24],
    rule: 'wrappermode-on-every-port',
    settings: {
      smtpd_tls_security_level: 'may',
      smtpd_tls_wrappermode: 'yes',
      smtpd_tls_chain_files: '@SERVER@',
    },
    says: /SSL_accept error from/,
  },
  {
    checks: [85],
    rule: 'client-certificates-at-may',
    settings: { smtpd_tls_security_level: 'may', smtpd_tls_req_ccert: 'yes', smtpd_tls_chain_files: '@SERVER@' },
    says: /[Cc]an't require client certs unless TLS is required/,
  },
];
