import { formatPolicyValue, type PolicyValue } from '../policy/entry';
import { t } from '../text/translate';
import type { EntryPlan } from '../verdict/plan';
import type { Reason } from '../verdict/verdict';
import { announce, confirmInsertion } from './announce';
import type { ServerContext } from './context';
import { type ProbeTarget, targetWithKey } from './entries';
import { cancelled } from './probe-entry';
import { askForNames, describeInserted, describeKept } from './probe-messages';
import type { ProbeResult } from './probe-request';
import type { ProbedTarget } from './probed';
import type { Report } from './show-document';
import { writeEntries } from './write-entry';

/** An entry that shall be written, as far as its plan allows. */
export interface Intent {
  /** The line as advice tells it. */
  readonly entry: string | null;
  /** Why this entry; the first is told. */
  readonly reasons: readonly Reason[];
  readonly report: Report;
  /** What may be done to an existing value. */
  readonly plan: (existing: PolicyValue | null) => EntryPlan;
}

/** Asks where names need a person's yes, writes by a versioned edit, and tells. */
export async function writePlanned(context: ServerContext, probed: ProbedTarget, intent: Intent): Promise<ProbeResult> {
  const { target, signal } = probed;
  const { plan, report } = intent;
  const first = plan(target.value);
  if (first.kind === 'keep') return announce(context, kept(target, intent, first.reason.text), report);
  const accepted = first.confirm;
  if (accepted.length > 0) {
    const question = askForNames(`${target.key} ${formatPolicyValue(first.value)}`, accepted, first.value.level);
    if (!(await confirmInsertion(context, question, report, signal))) return cancelled(target);
  }
  return write(context, probed, intent, accepted);
}

/**
 * The document may have changed while the network or a person was asked, so the plan is made anew for what stands there
 * now. `accepted`: the names that a person said yes to.
 */
async function write(
  context: ServerContext,
  { uri, target, signal }: ProbedTarget,
  intent: Intent,
  accepted: readonly string[],
): Promise<ProbeResult> {
  const { report, plan, reasons } = intent;
  const written = await writeEntries(context, uri, signal, (model) => {
    const current = targetWithKey(model, target.key, target.occurrence);
    if (!current) return { refused: t('{0} is no longer in the document.', target.key) };
    const now = plan(current.value);
    if (now.kind === 'keep') return { kept: now.reason.text };
    if (now.confirm.some((name) => !accepted.includes(name))) {
      return { refused: t('{0} was changed meanwhile; probe it again.', target.key) };
    }
    return { entries: [{ target: current, value: now.value, comment: now.comment }] };
  });
  if ('abandoned' in written) return cancelled(target);
  if ('kept' in written) return announce(context, kept(target, intent, written.kept), report);
  if ('refused' in written) {
    return announce(context, { outcome: 'refused', entry: intent.entry, message: written.refused }, report);
  }
  const [{ value }] = written.entries;
  const entry = `${target.key} ${formatPolicyValue(value)}`;
  return announce(context, { outcome: 'inserted', entry, message: describeInserted(entry, reasons) }, report);
}

function kept({ nextHop }: ProbeTarget, { entry }: Intent, reason: string): ProbeResult {
  return { outcome: 'kept', entry, message: describeKept(nextHop, reason) };
}
