import { getDomain } from 'tldts';
import type { Completion, Place } from '../language/assistance';
import type { Span } from '../text/span';
import { counted, t } from '../text/translate';
import { entriesAround } from './around';
import type { PolicyDocument, PolicyEntry } from './document';
import { entriesFor } from './find';
import { matchElements } from './rules/match-element';

/** How many entries above a line get their twin offered there. */
const nearTwins = 20;
/** How many domains of providers are offered. */
const mostProviders = 20;

/**
 * What may begin an entry: `.example.org` for `example.org` and the reverse, for entries above that lack it, the nearest one
 * first; then the domains of the providers that entries around name in `match=`, as far as they have no entry. Behind other
 * text than a dot there are none: editors compare loosely, and somebody who types another domain must not get this one.
 */
export function completeKey(document: PolicyDocument, span: Span, { text, offset }: Place): readonly Completion[] {
  const start = text.slice(span.start, Math.min(span.start + 1, offset));
  if (span.end > span.start && start !== '.') return [];
  const around = entriesAround(document, offset);
  const twins = around
    .filter(({ line }) => line.span.end < span.start)
    .slice(-nearTwins)
    .reverse()
    .flatMap((entry) => twinOf(document, entry) ?? [])
    .filter(({ name }) => name.startsWith(start));
  const providers = start === '' ? providersIn(document, around) : [];
  const offered = new Set<string>();
  return [...twins, ...providers]
    .filter(({ name }) => !offered.has(name) && offered.add(name))
    .map(({ name, detail }) => ({ label: name, kind: 'key', detail, markdown: '', span, newText: name }));
}

interface Offered {
  readonly name: string;
  readonly detail: string;
}

function twinOf(document: PolicyDocument, { key, dropped }: PolicyEntry): Offered | null {
  if (dropped !== null || (key.kind !== 'domain' && key.kind !== 'parent')) return null;
  const isParent = key.kind === 'parent';
  const name = isParent ? key.text.slice(1) : `.${key.text}`;
  if (entriesFor(document, name).length > 0) return null;
  return { name, detail: isParent ? t('the domain itself') : t('all names below the domain') };
}

/** The domains of those names in `match=` that say whose hosts they are; the most frequent first. */
function providersIn(document: PolicyDocument, entries: readonly PolicyEntry[]): readonly Offered[] {
  const seen = new Map<string, number>();
  for (const entry of entries) {
    const domains = matchElements(entry).flatMap(({ kind, text }) =>
      kind === 'name' || kind === 'suffix' ? (getDomain(text.toLowerCase().replace(/^\./, '')) ?? []) : [],
    );
    for (const domain of new Set(domains)) seen.set(domain, (seen.get(domain) ?? 0) + 1);
  }
  return [...seen]
    .filter(([domain]) => entriesFor(document, domain).length === 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostProviders)
    .map(([name, count]) => ({
      name,
      detail: counted(count, 'the provider of an entry nearby', 'the provider of {0} entries nearby'),
    }));
}
