import { t } from '../text/translate';
import type { Cause } from './cause';

/** What Postfix says where DANE does not work (dane_init() of smtp_tls_policy.c, tls_dane.c). */
export const daneCauses: readonly Cause[] = [
  {
    id: 'dane-disabled',
    pattern: /^(?<nextHop>\S{1,500}): dane(?:-only)? configured with dnssec lookups disabled/,
    consequence: null,
    reason: () =>
      t('Postfix asks for no DNSSEC, so dane acts as may, without authentication, and dane-only lets mail wait.'),
    fix: () =>
      t(
        'Write smtp_dns_support_level = dnssec and smtp_host_lookup = dns in main.cf, and use a resolver that validates.',
      ),
  },
  {
    id: 'dane-lookup-settings',
    pattern:
      /^(?<nextHop>\S{1,500}): (?:dane(?:-only)? configured with MX lookup errors ignored|dns resolver options incompatible with)/,
    consequence: null,
    reason: () =>
      t('A setting of main.cf can’t be joined with DANE, so dane acts as may, and dane-only lets mail wait.'),
    fix: () =>
      t('Write ignore_mx_lookup_error = no, and take res_defnames and res_dnsrch out of smtp_dns_resolver_options.'),
  },
  {
    id: 'dnssec-unavailable',
    pattern: /DNSSEC validation may be unavailable/,
    consequence: null,
    reason: () => t('The resolver does not tell that it validates, so DANE finds nothing to rest on.'),
    fix: () =>
      t('Use a resolver on this machine that validates, as Unbound, and let options trust-ad stand in resolv.conf.'),
  },
  {
    id: 'mx-insecure',
    pattern: /non DNSSEC destination|Verification not possible, MX RRset is insecure/,
    consequence: 'waits',
    reason: () =>
      t(
        'The level is dane-only, and the MX records of the domain are not signed by DNSSEC, or the resolver does not validate.',
      ),
    fix: () =>
      t(
        'Probe the domain, and write secure with the names of its servers where that holds; dane-only never will as long as the domain is not signed.',
      ),
  },
  {
    id: 'no-tlsa',
    pattern: /no TLSA records found/,
    consequence: 'waits',
    reason: () => t('The level is dane-only, and the server has no TLSA records that DNSSEC proves.'),
    fix: () =>
      t('Probe the domain, and write what holds: secure, or dane where another of its servers has TLSA records.'),
  },
  {
    id: 'tlsa-record-unusable',
    pattern: /(?<host>[^\s[]{1,255})(?:\[\S{1,60})?: unusable TLSA RR: (?<said>\d+ \d+ \d+)/,
    consequence: null,
    reason: ({ host = '', said = '' }) =>
      t('Postfix leaves out one TLSA record or digest of {0}: its data does not fit its type, {1}.', host, said),
    fix: () =>
      t(
        'Of an entry with match= count the digits of the digest; else tell the operator of the server. Other records still count.',
      ),
  },
  {
    id: 'tlsa-unusable',
    pattern: /TLSA records unusable|all TLSA records unusable/,
    consequence: null,
    reason: () => t('The server has TLSA records, and none that Postfix can use: usages 0 and 1, or unknown digests.'),
    fix: () =>
      t(
        'Tell the operator of the domain; until then dane means encryption without authentication, and dane-only lets mail wait.',
      ),
  },
  {
    id: 'tlsa-lookup-error',
    pattern: /TLSA lookup error(?: for (?<host>[^\s:]+))?/,
    consequence: 'waits',
    reason: () =>
      t('The name servers did not answer, or not validly, when Postfix asked for the TLSA records of the server.'),
    fix: () =>
      t(
        'Wait, as that may pass. If it stays, the name servers of the domain are broken, or somebody is in the way: do not write a weaker entry for it.',
      ),
  },
];
