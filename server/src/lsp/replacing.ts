import type { PolicyDocument } from '../policy/document';
import type { PolicyValue } from '../policy/entry';
import { samplesOf } from '../policy/samples';
import type { Evidence } from '../probe/evidence';
import type { Advice } from '../verdict/advice';
import type { EntryPlan } from '../verdict/plan';
import type { Replacement } from '../verdict/replacements';
import { addSamplesReport } from './conclude-samples';
import type { ServerContext } from './context';
import type { ProbeTarget } from './entries';
import type { Report } from './show-document';
import { termsFor } from './terms';

/** What an earlier probe of this session knows of the entries that may stand in the place of one. */
export interface Replacing {
  readonly advice: Advice;
  /** The domains that were asked for a key which stands for many; empty for a next-hop itself. */
  readonly samples: readonly string[];
  readonly replacementsOf: (existing: PolicyValue | null) => readonly Replacement[];
  /** What one of them may do to a value that stands there by then. */
  readonly planFor: (chosen: Replacement, existing: PolicyValue | null) => EntryPlan;
  /** Makes the report that can be read before. */
  readonly report: () => Promise<Report>;
}

/** Null where the next-hop, or one of the samples, was not probed of late; the network is not asked here. */
export async function recallReplacing(
  context: ServerContext,
  uri: string,
  policy: PolicyDocument,
  target: ProbeTarget,
): Promise<Replacing | null> {
  if (target.bySamples) return recallForSamples(context, uri, target, samplesOf(policy, target.entry));
  const { nextHop } = target;
  const evidence = context.reports.recall(nextHop);
  if (evidence === null) return null;
  const { advise, replacementsOf, planReplacement, renderReport } = await context.runtime.loadProbing();
  const { sender, options } = await termsFor(context, uri);
  const advice = advise(evidence, sender, options);
  return {
    advice,
    samples: [],
    replacementsOf: (existing) => replacementsOf(existing, advice, evidence, sender),
    planFor: (chosen, existing) => planReplacement(existing, chosen, evidence, sender),
    report: () => Promise.resolve({ uri: context.reports.add(nextHop, renderReport(evidence, advice)), nextHop }),
  };
}

async function recallForSamples(
  context: ServerContext,
  uri: string,
  { key }: ProbeTarget,
  samples: readonly string[],
): Promise<Replacing | null> {
  const [first, ...others] = samples.map((sample) => context.reports.recall(sample));
  if (first == null || !others.every((each): each is Evidence => each !== null)) return null;
  const seen = [first, ...others] as const;
  const { adviseForSamples, replacementsForSamples, planReplacementForSamples } = await context.runtime.loadProbing();
  const terms = await termsFor(context, uri);
  const { sender, options } = terms;
  const advice = adviseForSamples(key, seen, sender, options);
  return {
    advice,
    samples,
    replacementsOf: (existing) => replacementsForSamples(existing, advice, seen, sender),
    planFor: (chosen, existing) => planReplacementForSamples(existing, chosen, seen, sender),
    report: () => addSamplesReport(context, { key, samples: seen, terms }),
  };
}
