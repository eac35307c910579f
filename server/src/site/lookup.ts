import type { PolicyEntry } from '../policy/document';

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
