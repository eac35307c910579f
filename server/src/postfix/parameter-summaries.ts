import { t } from '../text/translate';

/**
 * What a parameter does, in one or two sentences of Markdown: those about TLS, and those on which these depend. To be shown by
 * `parameterSummary`, in the language of the reader.
 */
export const parameterSummaries: Readonly<Record<string, string>> = {
  smtp_tls_security_level: 'The level of every destination without an entry in a policy table.',
  smtp_tls_policy_maps:
    'The tables that give destinations another level, asked key by key: an exact key in the last table comes before a parent in the first. It replaces `smtp_tls_per_site` completely.',
  smtp_dns_support_level:
    'Whether DNS is asked, and with `dnssec` for its proof, without which `dane` acts as `may` and `dane-only` defers all mail. `dnssec` needs a resolver that validates, reached over a trusted path.',
  smtp_use_tls:
    'Obsolete: `yes` acts as level `may`. It has no effect as soon as `smtp_tls_security_level` has a value.',
  smtp_enforce_tls:
    'Obsolete: `yes` acts as level `verify`, or as `encrypt` with `smtp_tls_enforce_peername = no`. It has no effect as soon as `smtp_tls_security_level` has a value.',
  smtp_tls_enforce_peername: 'Obsolete: whether `smtp_enforce_tls = yes` checks the name in the certificate.',
  smtp_tls_per_site: 'Obsolete: ignored as soon as `smtp_tls_policy_maps` has a value.',
  lmtp_tls_security_level: 'The level of every destination without an entry in a policy table.',
  lmtp_tls_policy_maps:
    'The tables that give destinations another level, asked key by key: an exact key in the last table comes before a parent in the first. It replaces `lmtp_tls_per_site` completely.',
  lmtp_use_tls:
    'Obsolete: `yes` acts as level `may`. It has no effect as soon as `lmtp_tls_security_level` has a value.',
  lmtp_enforce_tls:
    'Obsolete: `yes` acts as level `verify`, or as `encrypt` with `lmtp_tls_enforce_peername = no`. It has no effect as soon as `lmtp_tls_security_level` has a value.',
  lmtp_tls_enforce_peername: 'Obsolete: whether `lmtp_enforce_tls = yes` checks the name in the certificate.',
  lmtp_tls_per_site: 'Obsolete: ignored as soon as `lmtp_tls_policy_maps` has a value.',
  compatibility_level:
    'The release whose defaults the file was written for. Below 3.6 `smtp_tls_fingerprint_digest` is `md5`; below 3.11 `smtp_tls_security_level` is empty by default.',
  smtp_tls_protocols: 'The TLS protocols at level `may`. Strict settings here only make more mail go out in the clear.',
  smtp_tls_mandatory_protocols: 'The TLS protocols at every level that requires TLS.',
  smtp_tls_ciphers: 'The least cipher grade at level `may`. `high` only makes more mail go out in the clear.',
  smtp_tls_mandatory_ciphers: 'The least cipher grade at every level that requires TLS.',
  smtp_tls_exclude_ciphers: 'Ciphers that are not used at any level. `exclude=` in a policy entry takes its place.',
  smtp_tls_mandatory_exclude_ciphers:
    'Further ciphers that are not used at levels that require TLS. `exclude=` in a policy entry takes its place.',
  smtp_tls_secure_cert_match:
    'The names of which a certificate must carry one at level `secure`. With `hostname` a forged MX record passes.',
  smtp_tls_verify_cert_match: 'The names of which a certificate must carry one at level `verify`.',
  smtp_tls_fingerprint_cert_match: 'The digests of certificates or public keys that level `fingerprint` takes.',
  smtp_tls_fingerprint_digest: 'The algorithm of the digests that level `fingerprint` compares.',
  smtp_tls_CAfile:
    'A file with the certification authorities that `verify` and `secure` trust. With neither this nor `smtp_tls_CApath` nothing is trusted, and both levels defer all mail.',
  smtp_tls_CApath:
    'A hashed directory with the certification authorities that `verify` and `secure` trust; a chrooted smtp(8) looks for it in the chroot.',
  smtp_tls_trust_anchor_file:
    'Trust anchors that replace `smtp_tls_CAfile` and `smtp_tls_CApath`. `tafile=` in a policy entry takes its place.',
  smtp_tls_servername:
    'The name in the TLS server name indication: `hostname`, `nexthop` or a host name; empty sends none. At the dane levels the TLSA base domain is sent.',
  smtp_tls_connection_reuse: 'Whether a TLS connection may carry several messages, by way of tlsproxy(8).',
  smtp_tls_wrappermode:
    'TLS from the first byte (port 465). It needs level `encrypt` or stronger; below, no server is tried and mail is deferred.',
  smtp_tls_dane_insecure_mx_policy:
    'What becomes of level `dane` where the MX record is not DNSSEC-secure, but the host has usable TLSA records.',
  smtp_tls_loglevel:
    '`1` logs a summary of each TLS handshake; 2 and more are for debugging, and 4 logs what the messages say.',
  tls_append_default_CA:
    "Adds OpenSSL's own certification authorities to `smtp_tls_CAfile` or `smtp_tls_CApath`; without either it has no effect.",
  smtp_host_lookup:
    'How addresses of hosts are looked up. Without `dns`, `dane` acts as `may` and `dane-only` defers mail.',
  smtpd_tls_security_level:
    'Whether the server offers or requires TLS. `encrypt` on port 25 of a public MX host loses mail.',
  smtpd_tls_auth_only: 'Whether the server takes passwords over TLS only.',
  smtpd_tls_cert_file:
    "The server's certificate and its chain in PEM format. From Postfix 3.4 on, `smtpd_tls_chain_files` holds keys and chains in one place.",
  smtpd_tls_key_file: 'The key of `smtpd_tls_cert_file`; it must not be encrypted.',
  smtpd_tls_chain_files:
    'Files with a key and its chain of certificates, one after the other. They replace the settings for each kind of key.',
  smtpd_tls_eccert_file: 'A certificate with an ECDSA key, beside the one of `smtpd_tls_cert_file`.',
  smtpd_tls_CAfile: 'A file with the certification authorities that client certificates are checked with.',
  smtpd_tls_CApath: 'A hashed directory with the certification authorities that client certificates are checked with.',
  smtpd_tls_protocols:
    'The TLS protocols that the server takes at level `may`. Strict settings here only make more mail arrive in the clear.',
  smtpd_tls_mandatory_protocols: 'The TLS protocols that the server takes at level `encrypt`.',
  smtpd_tls_ciphers: 'The least cipher grade that the server takes at level `may`.',
  smtpd_tls_mandatory_ciphers: 'The least cipher grade that the server takes at level `encrypt`.',
  smtpd_tls_exclude_ciphers: 'Ciphers that the server does not use at any level.',
  smtpd_tls_mandatory_exclude_ciphers: 'Further ciphers that the server does not use at level `encrypt`.',
  smtpd_tls_wrappermode:
    'TLS from the first byte (port 465). In main.cf it makes port 25 unusable; write it behind `-o` of one service.',
  smtpd_tls_ask_ccert:
    'Whether the server asks for a client certificate. On a public MX host some clients fail because of it.',
  smtpd_tls_req_ccert:
    'Whether the server requires a trusted client certificate. At level `may` it is ignored with a warning.',
  smtpd_tls_received_header: 'Whether the `Received:` header tells protocol, cipher and certificate of the session.',
  smtpd_tls_loglevel:
    '`1` logs a summary of each TLS handshake; 2 and more are for debugging, and 4 logs what the messages say.',
  smtpd_tls_session_cache_database: 'Not needed since Postfix 2.11: clients keep session tickets.',
  smtpd_tls_dh1024_param_file:
    'Obsolete: Postfix has good parameters of its own. Leave it empty, or write `auto` (3.7 and newer).',
  smtpd_tls_dh512_param_file: 'Ignored since Postfix 3.6: export ciphers are gone.',
  smtpd_tls_eecdh_grade: 'Obsolete and ignored since Postfix 3.6: the curves are negotiated.',
  smtpd_use_tls: 'Obsolete: `yes` acts as `smtpd_tls_security_level = may`.',
  smtpd_enforce_tls: 'Obsolete: `yes` acts as `smtpd_tls_security_level = encrypt`.',
  smtpd_sasl_auth_enable:
    'Whether clients may log in. Without `smtpd_tls_auth_only = yes` passwords can be sent in the clear.',
  smtp_sasl_auth_enable: 'Whether the client logs in where `smtp_sasl_password_maps` has a password.',
  smtp_sasl_password_maps:
    'The tables with the passwords for servers that mail is relayed through. Sent in the clear unless TLS is required there.',
  smtp_sasl_security_options:
    'Which ways to log in are allowed; `noplaintext` keeps passwords from being sent in the clear.',
  smtp_sasl_tls_security_options: 'The same within a TLS session.',
  smtp_tls_session_cache_database:
    'Where sessions are kept so that they can be resumed: a file of its own below `data_directory`.',
  smtp_tls_note_starttls_offer: 'Logs hosts that offer STARTTLS where it is not used; without effect once TLS is on.',
  smtp_tls_cert_file:
    'A certificate that the client shows. Leave it empty unless a relay asks for it: it can break deliveries.',
  smtp_tls_key_file: 'The key of `smtp_tls_cert_file`.',
  smtp_tls_chain_files:
    'Files with a key and its chain of certificates that the client shows. Leave it empty unless a relay asks for it.',
  smtp_tls_scert_verifydepth: 'How long a chain of certificates may be; of little effect.',
  smtp_tls_block_early_mail_reply:
    'Whether a reply that was sent before the TLS handshake ends the session, as command injection would need.',
  smtp_tls_force_insecure_host_tlsa_lookup:
    'Whether TLSA records are asked for even where the address of the host is not DNSSEC-secure; rarely useful.',
  smtp_tls_enforce_sts_mx_patterns:
    'Whether MX hosts must fit the patterns of an MTA-STS policy that a plugin hands over.',
  smtp_tlsrpt_enable:
    'Whether TLS results are handed to a TLSRPT library, which reports them to the receivers. The build must have it.',
  smtp_tlsrpt_socket_name: 'The socket of the TLSRPT collector, below the queue directory.',
  smtp_requiretls_policy: 'What becomes of mail that asks for REQUIRETLS (RFC 8689), for each next-hop.',
  smtp_cname_overrides_servername: 'Obsolete: whether a CNAME changes the name that a certificate must carry.',
  smtp_dns_resolver_options:
    'Options of the resolver library. With `res_defnames` or `res_dnsrch`, `dane` acts as `may`.',
  smtp_address_preference:
    'Which address family is tried first. `any` takes turns, and does not wait where one family fails.',
  ignore_mx_lookup_error:
    'Whether a failed MX lookup counts as no MX record. With `yes`, `dane` acts as `may` and `dane-only` defers mail.',
  disable_dns_lookups: 'Obsolete: `yes` is `smtp_dns_support_level = disabled`. No MX records, no DANE.',
  relayhost:
    'The next-hop of all mail to other domains. In brackets no MX record is asked for; a policy entry needs exactly this text as its key.',
  smtp_fallback_relay:
    'Next-hops for mail that no host of the destination takes; each is looked up in the policy tables by its own text.',
  transport_maps:
    'Tables that give a recipient or a domain a transport and a next-hop; the policy tables are asked by that next-hop.',
  sender_dependent_relayhost_maps: 'Tables that give senders a `relayhost` of their own.',
  tls_high_cipherlist: 'The ciphers of grade `high`. Leave it at its default.',
  tls_medium_cipherlist: 'The ciphers of grade `medium` and above. Leave it at its default.',
  tls_low_cipherlist: 'Ignored by recent releases: grade `low` is gone.',
  tls_export_cipherlist: 'Ignored by recent releases: grade `export` is gone.',
  tls_null_cipherlist: 'The ciphers of grade `null`, without encryption.',
  tls_eecdh_auto_curves:
    'The curves that are offered. With OpenSSL 3.5 and newer leave it empty: a list blocks the post-quantum groups.',
  tls_ffdhe_auto_groups: 'The finite-field groups that are offered. With OpenSSL 3.5 and newer leave it empty.',
  tls_preempt_cipherlist: "Whether the server's order of ciphers counts and not the client's; rarely needed.",
  tls_wildcard_matches_multiple_labels: 'Without effect since Postfix 3.6: a wildcard matches one label.',
  tls_dane_digests: 'The digests of TLSA records that are used, the strongest first.',
  tls_required_enable:
    'Whether the header `TLS-Required: no` of a message lowers its level to `may` and skips the policy tables.',
  tls_server_sni_maps: 'Tables with the key and chain for each name that clients ask for.',
  dnssec_probe: 'The DNS question by which Postfix finds out whether the resolver validates DNSSEC; empty for none.',
  lmtp_dns_support_level: 'As `smtp_dns_support_level`, for LMTP.',
  tlsproxy_client_policy_maps: 'The policy tables of tlsproxy(8), which holds the connections that are used again.',
};

/** The default in words, where its expression says less. */
const defaultsInWords: Readonly<Record<string, string>> = {
  smtp_tls_security_level: '`may` from compatibility level 3.11 on, else empty',
  smtp_tls_protocols: '`>=TLSv1` since Postfix 3.6',
  smtp_tls_mandatory_protocols: '`>=TLSv1` since Postfix 3.6',
  smtp_tls_fingerprint_digest: '`sha256` from compatibility level 3.6 on, else `md5`',
  smtp_tls_dane_insecure_mx_policy:
    '`dane` since Postfix 3.6.17, 3.7.13, 3.8.8, 3.9.2 and 3.10; before, `dane` only if `smtp_tls_security_level` is `dane`, else `may`',
};

/** What a parameter does, in Markdown, in the language of the reader; empty where there is no summary. */
export function parameterSummary(name: string): string {
  return Object.hasOwn(parameterSummaries, name) ? t(parameterSummaries[name] ?? '') : '';
}

/** The default in words, in the language of the reader; null where its expression says all. */
export function defaultInWords(name: string): string | null {
  return Object.hasOwn(defaultsInWords, name) ? t(defaultsInWords[name] ?? '') : null;
}
