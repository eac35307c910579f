import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import type { Evidence } from '../probe/evidence';
import type { Advice } from '../verdict/advice';
import type { EntryPlan } from '../verdict/plan';
import type { Sender } from '../verdict/sender';
import { announce, confirmInsertion } from './announce';
import type { ServerContext } from './context';
import { type ProbeTarget, targetWithKey } from './entries';
import { askForNames, describeInserted, describeKept, describeNoEntry } from './probe-messages';
import type { ProbeResult } from './probe-request';
import type { Report } from './show-document';
import { writeEntry } from './write-entry';

/** A finished probe of one entry. */
export interface Probed {
  readonly uri: string;
  readonly target: ProbeTarget;
  readonly evidence: Evidence;
  readonly sender: Sender;
  /** Aborts when a person or the document's end takes the question away. */
  readonly signal: AbortSignal;
}

/** From evidence to the line in the document: judges, asks where names need a person's yes, writes, and tells. */
export async function conclude(context: ServerContext, probed: Probed): Promise<ProbeResult> {
  const { target, evidence, sender, signal } = probed;
  const { advise, planEntry, renderReport } = await context.runtime.loadProbing();
  const advice = advise(evidence, sender);
  const report = {
    uri: context.reports.add(target.nextHop, renderReport(evidence, advice)),
    nextHop: target.nextHop,
  };
  if (advice.status !== 'found') {
    const message = describeNoEntry(target.nextHop, advice);
    return announce(context, { outcome: advice.status, entry: null, message }, report);
  }

  const plan = (existing: PolicyValue | null) => planEntry(existing, advice, evidence, sender);
  const first = plan(target.value);
  if (first.kind === 'keep') return announce(context, kept(target, advice, first.reason.text), report);
  const accepted = first.confirm;
  if (accepted.length > 0) {
    const question = askForNames(`${target.key} ${formatPolicyValue(first.value)}`, accepted);
    if (!(await confirmInsertion(context, question, report, signal))) return cancelled(target);
  }
  return insert(context, probed, { advice, report, plan, accepted });
}

interface Insertion {
  readonly advice: Advice;
  readonly report: Report;
  readonly plan: (existing: PolicyValue | null) => EntryPlan;
  /** The names that a person said yes to. */
  readonly accepted: readonly string[];
}

/** The document may have changed while the network was asked, so the plan is made anew for what stands there now. */
async function insert(context: ServerContext, probed: Probed, insertion: Insertion): Promise<ProbeResult> {
  const { uri, target, signal } = probed;
  const { advice, report, plan, accepted } = insertion;
  const written = await writeEntry(context, uri, signal, (model) => {
    const current = targetWithKey(model, target.key, target.occurrence);
    if (!current) return { refused: `${target.key} is no longer in the document.` };
    const now = plan(current.value);
    if (now.kind === 'keep') return { kept: now.reason.text };
    if (now.confirm.some((name) => !accepted.includes(name))) {
      return { refused: `${target.key} was changed meanwhile; probe it again.` };
    }
    return { target: current, value: now.value, comment: now.comment };
  });
  if ('abandoned' in written) return cancelled(target);
  if ('kept' in written) return announce(context, kept(target, advice, written.kept), report);
  if ('refused' in written) {
    return announce(context, { outcome: 'refused', entry: advice.entry, message: written.refused }, report);
  }
  const entry = `${target.key} ${formatPolicyValue(written.value)}`;
  return announce(context, { outcome: 'inserted', entry, message: describeInserted(entry, advice) }, report);
}

function kept(target: ProbeTarget, advice: Advice, reason: string): ProbeResult {
  return { outcome: 'kept', entry: advice.entry, message: describeKept(target.nextHop, reason) };
}

function cancelled(target: ProbeTarget): ProbeResult {
  return { outcome: 'cancelled', entry: null, message: `${target.nextHop}: cancelled` };
}
