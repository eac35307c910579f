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
  return obstaclesToDane(client)[0] ?? null;
}

/** All that is in the way of DANE, in the order in which dane_init() looks. */
export function obstaclesToDane(client: Client): readonly string[] {
  const { program, parameters } = client;
  const has = (name: string, word: RegExp): boolean =>
    (valueOf(client, name) ?? '').split(/[\s,]+/).some((each) => word.test(each));
  const isOn = (name: string): boolean => parameters.value(name).expanded?.toLowerCase() === 'yes';
  const support = valueOf(client, 'dns_support_level') ?? '';
  const obstacles: string[] = [];
  if (support.toLowerCase() !== 'dnssec') {
    if (support !== '') obstacles.push(t('{0} is {1}, and not dnssec', `${program}_dns_support_level`, support));
    else if (isOn('disable_dns_lookups')) obstacles.push('disable_dns_lookups = yes');
    else obstacles.push(t('{0} is not set to dnssec', `${program}_dns_support_level`));
  }
  if (!has('host_lookup', /^dns$/i)) obstacles.push(t('{0} has no dns', `${program}_host_lookup`));
  if (has('dns_resolver_options', /^res_(?:defnames|dnsrch)$/i))
    obstacles.push(t('{0} lets the resolver complete names', `${program}_dns_resolver_options`));
  if (program === 'smtp' && isOn('ignore_mx_lookup_error')) obstacles.push('ignore_mx_lookup_error = yes');
  return obstacles;
}
