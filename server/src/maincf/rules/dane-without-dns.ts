import { t } from '../../text/translate';
import { elementsOf, settingRule } from './setting-rule';

export const daneWithoutDns = settingRule({
  id: 'dane-without-dns',
  title: 'DANE where DNS is not asked as DANE needs it',
  severity: 'error',
  docs: `DANE needs MX, address and TLSA records straight from DNS. Where \`smtp_host_lookup\` lacks \`dns\`, where a failed MX lookup is ignored,
or where the resolver library completes names, \`dane\` acts as \`may\` and \`dane-only\` defers all mail.`,
  bad: [
    'smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\nsmtp_host_lookup = native\n',
    'smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\nignore_mx_lookup_error = yes\n',
    'smtp_tls_security_level = dane-only\nsmtp_dns_support_level = dnssec\nsmtp_dns_resolver_options = res_dnsrch\n',
  ],
  good: [
    'smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\nsmtp_host_lookup = dns, native\n',
    'smtp_tls_security_level = may\nsmtp_host_lookup = native\n',
    'smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\ndisable_dns_lookups = yes\n',
  ],
  at: ['smtp_host_lookup', 'ignore_mx_lookup_error', 'smtp_dns_resolver_options'],
  find(value, { word }, name) {
    const level = word('smtp_tls_security_level');
    if ((level !== 'dane' && level !== 'dane-only') || !standsInTheWay(name, value.toLowerCase())) return null;
    return level === 'dane'
      ? `${t('With this setting level dane acts as may, without authentication.')} ${t(mends[name] ?? '')}`
      : `${t('With this setting level dane-only defers all mail (4.7.5).')} ${t(mends[name] ?? '')}`;
  },
});

const mends: Readonly<Record<string, string>> = {
  smtp_host_lookup: 'Write dns as the first element.',
  ignore_mx_lookup_error: 'Write no.',
  smtp_dns_resolver_options: 'Leave it empty.',
};

function standsInTheWay(name: string, value: string): boolean {
  if (name === 'smtp_host_lookup') return !elementsOf(value).includes('dns');
  if (name === 'smtp_dns_resolver_options')
    return elementsOf(value).some((each) => /^res_(?:defnames|dnsrch)$/.test(each));
  return value === 'yes';
}
