import type { PolicyEntry } from '../policy/document';
import type { Evidence } from '../probe/evidence';
import { advise } from '../verdict/advise';
import { adviseForSamples, verifyForSamples } from '../verdict/for-samples';
import type { Sender } from '../verdict/sender';
import { type Verification, verifyEntry } from '../verdict/verify-entry';
import type { AdmissionContext } from './admission/context';
import type { FoundChange, LiveVerdict } from './change';
import type { ReviewOptions } from './options';

export interface Live {
  readonly told: LiveVerdict;
  readonly of: AdmissionContext['live'];
}

/** What was seen of all that an entry stands for. */
type Seen = readonly [Evidence, ...Evidence[]];

/** The judge's word on the old and the new entry, by what was seen of its next-hop, or of all of its samples. */
export function liveOf(
  { entry }: FoundChange,
  { evidence, earlier: looksBefore = new Map(), needsTwo = false, config }: Omit<ReviewOptions, 'reason'>,
  sender: Sender,
): Live | null {
  const key = (entry?.after ?? entry?.before)?.key;
  const seen = seenOf(entry?.nextHops ?? [], evidence);
  if (entry === undefined || key === undefined || seen === null) return null;
  const isOwn = key.nextHop !== null;
  const [first] = seen;
  const advice = isOwn ? advise(first, sender) : adviseForSamples(key.text, seen, sender);
  const verify = (each: PolicyEntry | null, looks: Seen): Verification | null => {
    const value = each?.value.value ?? null;
    if (value === null) return null;
    const [look] = looks;
    return isOwn
      ? verifyEntry(value, look, advise(look, sender), sender)
      : verifyForSamples(key.text, value, looks, sender);
  };
  const [before, after] = [verify(entry.before, seen), verify(entry.after, seen)];
  const told: LiveVerdict = {
    before: before?.outcome ?? null,
    after: after?.outcome ?? null,
    reasons: (after ?? before)?.reasons.map(({ text }) => text) ?? [],
    advised: advice.entry,
  };
  if (after === null) return { told, of: null };
  const looks = seenOf(entry.nextHops, looksBefore);
  const outcome = looks === null ? null : (verify(entry.after, looks)?.outcome ?? null);
  const earlier = looks === null || outcome === null ? null : { look: looks[0], outcome };
  const { certificateDays } = config;
  return { told, of: { advice, verification: after, evidence: seen, earlier, needsTwo, certificateDays } };
}

/** Null where one of them was not looked at. */
function seenOf(nextHops: readonly string[], evidence: ReadonlyMap<string, Evidence>): Seen | null {
  const [first, ...others] = nextHops.flatMap((nextHop) => evidence.get(nextHop) ?? []);
  return first === undefined || others.length + 1 < nextHops.length ? null : [first, ...others];
}
