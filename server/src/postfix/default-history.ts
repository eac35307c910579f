/** A default that a release replaced. */
export interface FormerDefault {
  /** The releases that no longer have it: the first one of each line of patches, the newest line last. */
  readonly until: readonly string[];
  /** Null where it is not known. */
  readonly text: string | null;
}

const protocols: readonly FormerDefault[] = [
  { until: ['3.0.2'], text: '!SSLv2' },
  { until: ['3.6'], text: '!SSLv2, !SSLv3' },
];
const digest: readonly FormerDefault[] = [{ until: ['3.6'], text: 'md5' }];
/** As 3.7 has it; which release between that one and 3.12 changed it is not known. */
function asIn37(text: string | null): readonly FormerDefault[] {
  return [
    { until: ['3.8'], text },
    { until: ['3.12'], text: null },
  ];
}

/** The defaults of older releases where they differ from those in the table, the oldest first (RELEASE_NOTES, postconf(5)). */
export const formerDefaults: Readonly<Record<string, readonly FormerDefault[]>> = {
  smtp_tls_security_level: [{ until: ['3.11'], text: '' }],
  smtp_tls_dane_insecure_mx_policy: [
    {
      until: ['3.6.17', '3.7.13', '3.8.8', '3.9.2', '3.10'],
      text: '${{$smtp_tls_security_level} == {dane} ? {dane} : {may}}',
    },
  ],
  smtp_tls_protocols: protocols,
  smtp_tls_mandatory_protocols: protocols,
  lmtp_tls_protocols: protocols,
  lmtp_tls_mandatory_protocols: protocols,
  smtpd_tls_protocols: protocols,
  smtpd_tls_mandatory_protocols: protocols,
  smtp_tls_fingerprint_digest: digest,
  lmtp_tls_fingerprint_digest: digest,
  smtpd_tls_fingerprint_digest: digest,
  smtp_tlsrpt_skip_reused_handshakes: [{ until: ['3.11'], text: 'yes' }],
  address_verify_map: [{ until: ['3.11'], text: 'btree:$data_directory/verify_cache' }],
  postscreen_cache_map: [{ until: ['3.11'], text: 'btree:$data_directory/postscreen_cache' }],
  milter_default_action: [{ until: ['3.11'], text: 'tempfail' }],
  smtpd_forbid_bare_newline: [{ until: ['3.9'], text: 'no' }],
  smtpd_forbid_unauth_pipelining: [{ until: ['3.9'], text: 'no' }],
  import_environment: asIn37(
    'MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ XAUTHORITY DISPLAY LANG=C POSTLOG_SERVICE POSTLOG_HOSTNAME',
  ),
  tls_eecdh_auto_curves: asIn37('X25519 X448 prime256v1 secp521r1 secp384r1'),
  tls_high_cipherlist: [{ until: ['3.8'], text: 'aNULL:-aNULL:HIGH:@STRENGTH' }],
  tls_medium_cipherlist: [{ until: ['3.8'], text: 'aNULL:-aNULL:HIGH:MEDIUM:+RC4:@STRENGTH' }],
  tls_low_cipherlist: [{ until: ['3.8'], text: 'aNULL:-aNULL:HIGH:MEDIUM:LOW:+RC4:@STRENGTH' }],
  tls_export_cipherlist: [{ until: ['3.8'], text: 'aNULL:-aNULL:HIGH:MEDIUM:LOW:EXPORT:+RC4:@STRENGTH' }],
  tls_null_cipherlist: [{ until: ['3.8'], text: 'eNULL:!aNULL' }],
  tlsproxy_client_policy_maps: asIn37('${tlsproxy_client_policy:$smtp_tls_policy_maps}'),
  tlsproxy_client_security_level: asIn37('${tlsproxy_client_level:$smtp_tls_security_level}'),
  proxy_read_maps: asIn37(null),
};
