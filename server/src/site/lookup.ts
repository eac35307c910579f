import type { PolicyEntry } from '../policy/document';
import { t } from '../text/translate';

/** What a table answers for one key. */
export type Lookup =
  | { readonly kind: 'absent' }
  /** The text that stands for the key; the entry that it comes from, where it comes from a file. */
  | { readonly kind: 'found'; readonly text: string; readonly entry: PolicyEntry | null }
  /** Postfix defers mail to whoever's key is asked for (4.7.5). */
  | { readonly kind: 'error'; readonly reason: string }
  /** Only Postfix itself, or a server that it asks, can tell. */
  | { readonly kind: 'unknown'; readonly reason: string };

export const absent: Lookup = { kind: 'absent' };

/** Postfix takes an answer without a word for a failed lookup (maps_find()), unless a table around it makes another one of it. */
export function withWords(answer: Lookup): Lookup {
  return answer.kind === 'found' && answer.text === ''
    ? { kind: 'error', reason: t('the lookup returns an empty string') }
    : answer;
}
