import { t } from '../text/translate';
import type { FoundChange } from './change';

/** The words of settings that protect from more the further back they stand (postconf(5)). */
const ranked: Readonly<Record<string, readonly string[]>> = {
  smtp_tls_security_level: ['', 'none', 'may', 'encrypt', 'verify', 'secure'],
  smtp_tls_dane_insecure_mx_policy: ['none', 'may', 'encrypt', 'dane'],
  smtp_dns_support_level: ['disabled', '', 'enabled', 'dnssec'],
};

/** The other settings that decide how a destination is protected, whatever their value. */
const deciding =
  /^(?:smtp|lmtp)_tls_(?:policy_maps|per_site|CA(?:file|path)|(?:secure|verify)_cert_match|fingerprint_|mandatory_|protocols|ciphers|exclude_ciphers|trust_anchor|scert_verifydepth)|^smtp_(?:use_tls|enforce_tls|host_lookup|tls_enforce_peername)|^tls_(?:append_default_CA|dane_|high_cipherlist|medium_cipherlist|config_)|^lmtp_tls_security_level$/;

/** The settings that count whatever else is set, for others may set them by `$name`. */
export const rankedSettings = Object.keys(ranked);

/** Whether a setting decides how a destination is protected. */
export function isDeciding(name: string): boolean {
  return Object.hasOwn(ranked, name) || deciding.test(name);
}

/** How the new value of a setting protects, compared to the old one. */
export function strengthOf(name: string, was: string, is: string): NonNullable<FoundChange['strength']> {
  const words = ranked[name] ?? [];
  const [then, now] = [words.indexOf(was.toLowerCase()), words.indexOf(is.toLowerCase())];
  if (then >= 0 && now >= 0) return now > then ? 'stronger' : 'weaker';
  if (name.endsWith('_tls_policy_maps') && tablesIn(was).every((table) => tablesIn(is).includes(table))) {
    return 'different';
  }
  return name.endsWith('_tls_policy_maps') ? 'weaker' : 'different';
}

function tablesIn(value: string): readonly string[] {
  return value.split(/[\s,]+/).filter((word) => word !== '');
}

/** What another value in force comes to, in sentences. */
export function settingEffects(name: string, was: string, is: string): readonly string[] {
  if (name === 'smtp_tls_security_level') {
    return [t('Every destination without an entry goes from level {0} to level {1}.', was || 'none', is || 'none')];
  }
  if (name.endsWith('_tls_policy_maps')) {
    const gone = tablesIn(was).filter((table) => !tablesIn(is).includes(table));
    if (gone.length > 0) return [t('The entries of {0} are no longer used.', gone.join(', '))];
  }
  return [t('In force is: {0}; and was: {1}.', is === '' ? t('nothing') : is, was === '' ? t('nothing') : was)];
}
