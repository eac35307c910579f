import { getDomain } from 'tldts';

/**
 * The domain below which all names are of one registrant, by the public suffix list with its private part; null for a
 * public suffix.
 */
export function registrable(name: string): string | null {
  return getDomain(name, { allowPrivateDomains: true });
}
