import { advise } from '../verdict/advise';
import type { Sender } from '../verdict/sender';
import { verifyEntry } from '../verdict/verify-entry';
import type { AdmissionContext } from './admission/context';
import type { FoundChange, LiveVerdict } from './change';
import type { ReviewOptions } from './options';

export interface Live {
  readonly told: LiveVerdict;
  readonly of: AdmissionContext['live'];
}

/** The judge's word on the old and the new entry, by what was seen of its next-hop. */
export function liveOf(
  { entry }: FoundChange,
  { evidence, earlier: looksBefore = new Map(), needsTwo = false, config }: Omit<ReviewOptions, 'reason'>,
  sender: Sender,
): Live | null {
  const nextHop = (entry?.after ?? entry?.before)?.key.nextHop?.toLowerCase();
  const seen = nextHop === undefined ? undefined : evidence.get(nextHop);
  if (seen === undefined) return null;
  const advice = advise(seen, sender);
  const [before, after] = [entry?.before, entry?.after].map((each) => {
    const value = each?.value.value ?? null;
    return value === null ? null : verifyEntry(value, seen, advice, sender);
  });
  const told: LiveVerdict = {
    before: before?.outcome ?? null,
    after: after?.outcome ?? null,
    reasons: (after ?? before)?.reasons.map(({ text }) => text) ?? [],
    advised: advice.entry,
  };
  if (!after) return { told, of: null };
  const look = looksBefore.get(nextHop ?? '');
  const value = entry?.after?.value.value ?? null;
  const earlier =
    look && value ? { look, outcome: verifyEntry(value, look, advise(look, sender), sender).outcome } : null;
  const { certificateDays } = config;
  return { told, of: { advice, verification: after, evidence: seen, earlier, needsTwo, certificateDays } };
}
