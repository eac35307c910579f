import type { Candidate } from '../policy/candidate';
import type { PolicyDocument, PolicyEntry } from '../policy/document';
import type { PolicyValue } from '../policy/entry';
import { createSamples, samplesOf as findSamples } from '../policy/samples';
import type { Span } from '../text/span';
import type { Reason } from '../verdict/verdict';
import { verifyReason } from './reasons';

/** One entry of a table, and whom to ask about it. */
export interface VerifiableEntry {
  /** The key as written. */
  readonly key: string;
  /** As Postfix looks it up. */
  readonly folded: string;
  /** The logical line as written. */
  readonly line: string;
  readonly span: Span;
  /** Null where there is an obstacle. */
  readonly value: PolicyValue | null;
  /** Lower case. Those of a `.domain` key or a pattern are samples; none where there is an obstacle. */
  readonly nextHops: readonly string[];
  /** Why nobody need be asked: the entry fails as it is written, or nothing can be tested of it. */
  readonly obstacle: { readonly outcome: 'fails' | 'untested'; readonly reason: Reason } | null;
}

/** Every entry of a table, in its order. */
export function verifiableEntries(document: PolicyDocument): readonly VerifiableEntry[] {
  const samplesOf = createSamples(document);
  const seen = new Set<string>();
  return document.entries.map((entry) => {
    const { folded } = entry.key;
    const isHidden = !document.hasPatterns && seen.has(folded);
    if (entry.dropped === null) seen.add(folded);
    return toVerifiable(entry, isHidden, () => samplesOf(entry));
  });
}

/** An entry that waits in a comment of the table, as if it stood there. */
export function verifiableCandidate(document: PolicyDocument, { entry }: Candidate): VerifiableEntry {
  return toVerifiable(entry, false, () => findSamples(document, entry));
}

function toVerifiable(entry: PolicyEntry, isHidden: boolean, samples: () => readonly string[]): VerifiableEntry {
  const { key, line, value } = entry;
  const nextHops = key.nextHop === null ? samples() : [key.nextHop.toLowerCase()];
  const obstacle = obstacleOf(entry, isHidden, nextHops);
  const common = { key: key.text, folded: key.folded, line: line.text, span: line.span, obstacle };
  return obstacle === null ? { ...common, value: value.value, nextHops } : { ...common, value: null, nextHops: [] };
}

function obstacleOf(
  { key, value, dropped }: PolicyEntry,
  isHidden: boolean,
  nextHops: readonly string[],
): VerifiableEntry['obstacle'] {
  const untested = (reason: Reason) => ({ outcome: 'untested', reason }) as const;
  if (dropped === 'missing-value') return untested(verifyReason('no-value', key.text));
  if (dropped !== null) return untested(verifyReason('dropped', key.text));
  if (isHidden) return untested(verifyReason('hidden', key.text));
  if (value.value === null) return { outcome: 'fails', reason: verifyReason('invalid-value', key.text) };
  if (nextHops.length > 0) return null;
  if (key.kind === 'pattern') return untested(verifyReason('pattern', key.text));
  return untested(verifyReason(key.kind === 'parent' ? 'no-sample' : 'not-askable', key.text));
}
