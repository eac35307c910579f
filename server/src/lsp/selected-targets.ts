import type { PolicyDocument, PolicyEntry } from '../policy/document';
import { entriesIn } from '../policy/find';
import { createSamples, maxSamples } from '../policy/samples';
import type { Span } from '../text/span';
import { toTarget } from './entries';
import type { AskedTarget } from './probed';

/** Next-hops of one run. More are a list to be probed by the command line, which keeps what it saw. */
export const mostSelected = 100;

/** The entries of a selection that have no value yet, each key once. */
export interface SelectedTargets {
  readonly asked: readonly AskedTarget[];
  /** The keys `.example.org` of which no sample is known, so that there is nobody to ask. */
  readonly withoutSamples: readonly string[];
  /** The keys behind those for which as many are asked as one run asks. */
  readonly beyond: readonly string[];
}

export function selectedTargets(document: PolicyDocument, span: Span): SelectedTargets {
  const asked: AskedTarget[] = [];
  const withoutSamples: string[] = [];
  const beyond: string[] = [];
  const nextHops = new Set<string>();
  const entries = bareEntriesIn(document, span);
  const nextHopsOf = createNextHops(document, entries);
  for (const entry of entries) {
    const own = nextHopsOf(entry);
    const [first, ...others] = own;
    if (first === undefined) {
      if (entry.key.kind === 'parent') withoutSamples.push(entry.key.text);
      continue;
    }
    const more = own.filter((nextHop) => !nextHops.has(nextHop));
    // Whoever reads a list from above would not understand that a later entry was taken and an earlier one was not.
    const isBeyond = beyond.length > 0 || nextHops.size + more.length > mostSelected;
    const target = isBeyond ? null : toTarget(document, entry);
    if (target === null) {
      beyond.push(entry.key.text);
      continue;
    }
    for (const nextHop of more) nextHops.add(nextHop);
    asked.push({ target, nextHops: [first, ...others] });
  }
  return { asked, withoutSamples, beyond };
}

function bareEntriesIn(document: PolicyDocument, span: Span): readonly PolicyEntry[] {
  const entries = new Map<string, PolicyEntry>();
  for (const entry of entriesIn(document, span, Number.POSITIVE_INFINITY)) {
    if (entry.value.level === null && !entries.has(entry.key.folded)) entries.set(entry.key.folded, entry);
  }
  return [...entries.values()];
}

/**
 * Whom to ask for an entry. A key that stands for many and has no sample yet takes the selected domains below it, which are asked
 * anyway. A long list is looked through for samples only where one is wanted.
 */
function createNextHops(
  document: PolicyDocument,
  selected: readonly PolicyEntry[],
): (entry: PolicyEntry) => readonly string[] {
  let samples: ReturnType<typeof createSamples> | null = null;
  return (entry) => {
    const { kind, nextHop } = entry.key;
    if (kind !== 'parent') return nextHop === null ? [] : [nextHop];
    samples ??= createSamples(document);
    const known = samples(entry);
    return known.length > 0 ? known : domainsBelow(entry.key.folded, selected).slice(0, maxSamples);
  };
}

function domainsBelow(parent: string, entries: readonly PolicyEntry[]): readonly string[] {
  return entries.flatMap(({ key }) => (key.kind === 'domain' && key.folded.endsWith(parent) ? [key.folded] : []));
}
