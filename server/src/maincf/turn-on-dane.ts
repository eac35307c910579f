import { assumedVersions, type PostfixVersions } from '../language/postfix-versions';
import type { MainCfDocument } from './document';
import { effectiveParameters } from './effective';
import type { Setting } from './set-parameters';

/** Levels that may become dane without losing anything: stronger ones protect destinations that have no TLSA records. */
const weaker: ReadonlySet<string> = new Set(['', 'none', 'may', 'dane']);

/**
 * All settings that opportunistic DANE takes as the level of destinations without an entry (dane_init() of smtp(8)). Empty
 * where it is on; null where the level is a stronger one, or where this file alone does not tell.
 */
export function daneSettings(
  document: MainCfDocument,
  versions: PostfixVersions = assumedVersions,
): readonly Setting[] | null {
  const { value } = effectiveParameters(document, { versions });
  const of = (name: string): string | null => value(name).expanded?.toLowerCase() ?? null;
  const level = of('smtp_tls_security_level');
  const legacy = ['smtp_enforce_tls', 'smtp_tls_enforce_peername'].every((name) => of(name) === 'yes');
  if (level === null || !weaker.has(level) || (level === '' && legacy && document.effective.has('smtp_enforce_tls'))) {
    return null;
  }
  const support = of('smtp_dns_support_level');
  const lookups = of('smtp_host_lookup');
  const options = of('smtp_dns_resolver_options');
  const ignored = of('ignore_mx_lookup_error');
  if (support === null || lookups === null || options === null || ignored === null) return null;
  const wanted: Setting[] = [];
  if (level !== 'dane') wanted.push(['smtp_tls_security_level', 'dane']);
  if (support !== 'dnssec') wanted.push(['smtp_dns_support_level', 'dnssec']);
  const words = elementsOf(lookups);
  if (!words.includes('dns')) wanted.push(['smtp_host_lookup', ['dns', ...words].join(', ')]);
  const kept = elementsOf(options).filter((word) => !/^res_(?:defnames|dnsrch)$/.test(word));
  if (kept.length < elementsOf(options).length) wanted.push(['smtp_dns_resolver_options', kept.join(', ')]);
  if (ignored === 'yes') wanted.push(['ignore_mx_lookup_error', 'no']);
  return wanted;
}

function elementsOf(value: string): readonly string[] {
  return value.split(/[\s,]+/).filter((element) => element !== '');
}
