import { t } from '../../text/translate';
import type { PolicyEntry } from '../document';
import { keyKind } from '../key';

/** Why no next-hop equals a key of an indexed or text table, asterisks left aside. */
export type KeyDefect =
  | 'colon'
  | 'quotes'
  | 'trailing-dot'
  | 'mail-address'
  | 'transport'
  | 'dot'
  | 'ipv6-without-brackets'
  | 'invalid-name';

/** The defect of a stored or a bare key; null for sound ones, and for keys that are dropped for another reason. */
export function keyDefect({ key, dropped }: PolicyEntry): KeyDefect | null {
  // Several rules ask this of each entry of a long list, and nearly all keys are sound.
  if (key.kind !== 'other' && key.kind !== 'trailing-dot') return null;
  if (dropped === 'indented' || dropped === 'unbalanced-quote') return null;
  if (key.kind === 'trailing-dot') return 'trailing-dot';
  if (key.text === '' || key.text.startsWith('/')) return null;
  const { folded } = key;
  // Bytes that are not UTF-8 are a finding of their own.
  if (folded.includes('\ufffd')) return null;
  if (/^\.+$/.test(folded)) return 'dot';
  if (folded.includes('"')) return 'quotes';
  if (folded.includes('@')) return 'mail-address';
  if (/^[\da-f]*:[\da-f:]*:[\da-f:.]*$/.test(folded)) return 'ipv6-without-brackets';
  if (folded.endsWith(':')) return 'colon';
  return transportPrefix(folded) === '' ? 'invalid-name' : 'transport';
}

/** `smtp:`, `https://`: what stands before the next-hop as transport(5) or a browser would have it; empty for none. */
export function transportPrefix(key: string): string {
  const prefix = /^[a-z][\w+-]*:(?:\/\/)?/i.exec(key)?.[0] ?? '';
  const rest = key.slice(prefix.length);
  return prefix.endsWith('/') || rest.startsWith('[') || (prefix !== '' && /^[\w-]+\./.test(rest)) ? prefix : '';
}

/** The key that was probably meant, if the defect leaves one that can be found. */
export function soundKey(text: string): string | null {
  const kind = keyKind(text.toLowerCase());
  return kind === 'other' || kind === 'wildcard' || kind === 'trailing-dot' ? null : text;
}

/** What it means that no next-hop equals a key, for the end of a sentence. */
export function neverFound(): string {
  return t('the entry is stored but never found, and mail goes there by another entry or smtp_tls_security_level');
}
