import type { PolicyDocument, PolicyEntry } from './document';
import { keyKind } from './key';

const marker = /^#[ \t]*tls-policy-test:/;
/** More would ask many servers for the sake of one line. */
export const maxSamples = 5;

/**
 * The next-hops that stand for an entry which has none of its own: those that a comment `# tls-policy-test: a.example.org,
 * b.example.org` right above it names, else, for `.example.org`, the list's own domains below it. Lower case, each once.
 */
export function createSamples(document: PolicyDocument): (entry: PolicyEntry) => readonly string[] {
  const named = namedSamples(document);
  const below = document.hasPatterns ? () => [] : domainsBelow(document);
  return (entry) => named.get(entry) ?? (entry.key.kind === 'parent' ? below(entry.key.folded) : []);
}

/** The same for one entry, without looking at more of a long list than that takes. */
export function samplesOf(document: PolicyDocument, entry: PolicyEntry): readonly string[] {
  const named = namedSamples(document).get(entry);
  if (named !== undefined) return named;
  return document.hasPatterns || entry.key.kind !== 'parent' ? [] : firstBelow(document, entry.key.folded);
}

/** Whether a comment names samples, and so says nothing about why an entry is as it is. */
export function namesSamples(comment: string): boolean {
  return marker.test(comment);
}

function namedSamples({ entries, comments }: PolicyDocument): ReadonlyMap<PolicyEntry, readonly string[]> {
  const found = new Map<PolicyEntry, readonly string[]>();
  let next = 0;
  for (const comment of comments) {
    if (!namesSamples(comment.text)) continue;
    while ((entries[next]?.line.span.start ?? Number.POSITIVE_INFINITY) < comment.span.start) next += 1;
    const entry = entries[next];
    if (entry === undefined) break;
    found.set(entry, distinct([...(found.get(entry) ?? []), ...namesIn(comment.text.replace(marker, ''))]));
  }
  return found;
}

function namesIn(text: string): readonly string[] {
  const names = text.toLowerCase().split(/[\s,]+/);
  return names.filter((name) => ['domain', 'domain-port', 'host', 'host-port'].includes(keyKind(name)));
}

/** Told for each `.domain` the first of the list's plain domains below it. */
function domainsBelow({ entries }: PolicyDocument): (parent: string) => readonly string[] {
  const found = new Map<string, string[]>();
  for (const { key } of entries) if (key.kind === 'parent') found.set(key.folded, []);
  for (const { key, dropped } of entries) {
    if (key.kind !== 'domain' || dropped !== null) continue;
    for (let dot = key.folded.indexOf('.'); dot >= 0; dot = key.folded.indexOf('.', dot + 1)) {
      found.get(key.folded.slice(dot))?.push(key.folded);
    }
  }
  return (parent) => distinct(found.get(parent) ?? []);
}

function firstBelow({ entries }: PolicyDocument, parent: string): readonly string[] {
  const found = new Set<string>();
  for (const { key, dropped } of entries) {
    if (key.kind === 'domain' && dropped === null && key.folded.endsWith(parent)) found.add(key.folded);
    if (found.size === maxSamples) break;
  }
  return [...found];
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].slice(0, maxSamples);
}
