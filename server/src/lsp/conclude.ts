import { announce } from './announce';
import type { ServerContext } from './context';
import { describeNoEntry } from './probe-messages';
import type { ProbeResult } from './probe-request';
import type { Probed } from './probed';
import { writePlanned } from './write-planned';

/** From evidence to the line in the document: judges, asks where names need a person's yes, writes, and tells. */
export async function conclude(context: ServerContext, probed: Probed): Promise<ProbeResult> {
  const { target, evidence, terms } = probed;
  const { sender, options } = terms;
  const { advise, planEntry, renderReport } = await context.runtime.loadProbing();
  const advice = advise(evidence, sender, options);
  const { nextHop } = target;
  const report = { uri: context.reports.add(nextHop, renderReport(evidence, advice)), nextHop };
  if (advice.status !== 'found') {
    const message = describeNoEntry(nextHop, advice);
    return announce(context, { outcome: advice.status, entry: null, message }, report);
  }
  const { entry, reasons } = advice;
  return writePlanned(context, probed, {
    entry,
    reasons,
    report,
    plan: (existing) => planEntry(existing, advice, evidence, sender),
  });
}
