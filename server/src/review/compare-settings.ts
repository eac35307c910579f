import type { MainCfDocument } from '../maincf/document';
import { effectiveValue } from '../maincf/expand';
import type { FoundChange } from './change';
import { findReasons } from './reasons';

/** The words of settings that protect from more the further back they stand (postconf(5)). */
const ranked: Readonly<Record<string, readonly string[]>> = {
  smtp_tls_security_level: ['', 'none', 'may', 'encrypt', 'verify', 'secure'],
  smtp_tls_dane_insecure_mx_policy: ['none', 'may', 'encrypt', 'dane'],
  smtp_dns_support_level: ['disabled', '', 'enabled', 'dnssec'],
};

/** The other settings that decide how a destination is protected, whatever their value. */
const deciding =
  /^(?:smtp|lmtp)_tls_(?:policy_maps|per_site|CA(?:file|path)|(?:secure|verify)_cert_match|fingerprint_|mandatory_|protocols|ciphers|exclude_ciphers|trust_anchor|scert_verifydepth)|^smtp_(?:use_tls|enforce_tls|host_lookup|tls_enforce_peername)|^tls_(?:append_default_CA|dane_|high_cipherlist|medium_cipherlist|config_)|^lmtp_tls_security_level$/;

/** What changes in main.cf for the protection of outgoing mail: by the values in force, so that order and spelling do not count. */
export function compareSettings(before: MainCfDocument, after: MainCfDocument): readonly FoundChange[] {
  const reasons = findReasons(after, before);
  const names = new Set([...before.effective.keys(), ...after.effective.keys()]);
  // Whatever sets a value by `$name` changes with it.
  for (const name of Object.keys(ranked)) names.add(name);
  const changes = [...names].flatMap((name): readonly FoundChange[] => {
    if (!Object.hasOwn(ranked, name) && !deciding.test(name)) return [];
    const [was, is] = [valueOf(before, name), valueOf(after, name)];
    if (was === is) return [];
    const [old, now] = [before.effective.get(name), after.effective.get(name)];
    const span = now?.line.span ?? { start: 0, end: 0 };
    return [
      {
        kind: 'setting',
        subject: name,
        before: old?.line.text ?? null,
        after: now?.line.text ?? null,
        span,
        effects: effectsOf(name, was, is),
        strength: strengthOf(name, was, is),
        reason: (now === undefined ? null : reasons.above(span.start)) ?? reasons.naming(name),
      },
    ];
  });
  return changes.sort((a, b) => a.span.start - b.span.start);
}

function valueOf(document: MainCfDocument, name: string): string {
  return effectiveValue(document, name) ?? document.effective.get(name)?.value.text ?? '';
}

function strengthOf(name: string, was: string, is: string): NonNullable<FoundChange['strength']> {
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

function effectsOf(name: string, was: string, is: string): readonly string[] {
  if (name === 'smtp_tls_security_level') {
    return [`Every destination without an entry goes from level ${was || 'none'} to level ${is || 'none'}.`];
  }
  if (name.endsWith('_tls_policy_maps')) {
    const gone = tablesIn(was).filter((table) => !tablesIn(is).includes(table));
    if (gone.length > 0) return [`The entries of ${gone.join(' and ')} are no longer used.`];
  }
  return [`In force is ${is === '' ? 'nothing' : is}, and was ${was === '' ? 'nothing' : was}.`];
}
