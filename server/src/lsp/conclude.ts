import type { Advice } from '../verdict/advice';
import { announce } from './announce';
import type { ServerContext } from './context';
import { describeNoEntry } from './probe-messages';
import type { ProbeResult } from './probe-request';
import type { Probed, ProbedTarget } from './probed';
import type { Report } from './show-document';
import { type Intent, writePlanned } from './write-planned';

/** From evidence to the line in the document: judges, asks where names need a person's yes, writes, and tells. */
export async function conclude(context: ServerContext, probed: Probed): Promise<ProbeResult> {
  const { target, evidence, terms } = probed;
  const { sender, options } = terms;
  const { advise, planEntry, renderReport } = await context.runtime.loadProbing();
  const advice = advise(evidence, sender, options);
  const { nextHop } = target;
  const report = { uri: context.reports.add(nextHop, renderReport(evidence, advice)), nextHop };
  return writeAdvised(context, probed, advice, report, (existing) => planEntry(existing, advice, evidence, sender));
}

/** Writes the entry that was advised, or tells why there is none. */
export async function writeAdvised(
  context: ServerContext,
  probed: ProbedTarget,
  advice: Advice,
  report: Report,
  plan: Intent['plan'],
): Promise<ProbeResult> {
  if (advice.status !== 'found') {
    const message = describeNoEntry(probed.target.nextHop, advice);
    return announce(context, { outcome: advice.status, entry: null, message }, report);
  }
  const { entry, reasons } = advice;
  return writePlanned(context, probed, { entry, reasons, report, plan });
}
