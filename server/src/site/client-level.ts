import { levelNamed, type SecurityLevel } from '../postfix/levels';
import { t } from '../text/translate';
import { type Client, valueOf } from './site';

/**
 * The level of destinations without an entry, as global_tls_level() of smtp(8) makes it out of smtp_tls_security_level and
 * its predecessors; null where main.cf alone does not tell, or names none that Postfix knows.
 */
export function globalLevel(client: Client): SecurityLevel | null {
  const level = valueOf(client, 'tls_security_level');
  if (level === null || level !== '') return level === null ? null : levelNamed(level);
  const isOn = (name: string): boolean => valueOf(client, name)?.toLowerCase() === 'yes';
  if (isOn('enforce_tls')) return isOn('tls_enforce_peername') ? 'verify' : 'encrypt';
  return isOn('use_tls') ? 'may' : 'none';
}

/** Why this client can't do DANE, as dane_init() of smtp(8) finds out; null where nothing in main.cf is in its way. */
export function whyNoDane(client: Client): string | null {
  const has = (name: string, word: RegExp): boolean =>
    (valueOf(client, name) ?? '').split(/[\s,]+/).some((each) => word.test(each));
  const support = valueOf(client, 'dns_support_level') ?? '';
  const lookups = client.parameters.value('disable_dns_lookups').expanded;
  const prefix = client.program;
  if (support.toLowerCase() !== 'dnssec') {
    if (support !== '') return t('{0} is {1}, and not dnssec', `${prefix}_dns_support_level`, support);
    return lookups?.toLowerCase() === 'yes'
      ? 'disable_dns_lookups = yes'
      : t('{0} is not set to dnssec', `${prefix}_dns_support_level`);
  }
  if (!has('host_lookup', /^dns$/i)) return t('{0} has no dns', `${prefix}_host_lookup`);
  if (has('dns_resolver_options', /^res_(?:defnames|dnsrch)$/i))
    return t('{0} lets the resolver complete names', `${prefix}_dns_resolver_options`);
  const ignores = client.parameters.value('ignore_mx_lookup_error').expanded;
  return client.program === 'smtp' && ignores?.toLowerCase() === 'yes' ? 'ignore_mx_lookup_error = yes' : null;
}
