import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import type { PolicyDocument } from '../policy/document';
import { formatPolicyValue } from '../policy/entry';
import { counted, t } from '../text/translate';
import { announce, confirmInsertion } from './announce';
import type { ServerContext } from './context';
import { policyNow, targetWithKey } from './entries';
import { toSpan } from './positions';
import { distrustOf, refuse } from './probe-entry';
import { addReportOfAll, lookUpAll, openAll } from './probe-many';
import { describeProbeError, isSettingError } from './probe-options';
import type { SelectionRequest, SelectionResult } from './probe-request';
import type { SeenTarget } from './probed';
import { beginProgress, type ProbeProgress } from './progress';
import { describeError } from './safely';
import { type SelectedTargets, selectedTargets } from './selected-targets';
import { askForEntries, describeSelection, leftOut } from './selection-messages';
import type { Report } from './show-document';
import { termsFor } from './terms';
import { type Decision, type Planned, writeEntries } from './write-entry';

/**
 * Probes the keys without a value in a selection and, after one question, writes the entries of those that have one by one edit.
 * Like the probe of a single entry it never rejects for what the network does, and a person's *no* writes nothing.
 */
export async function probeSelection(
  context: ServerContext,
  { uri, version, range }: SelectionRequest,
  progressOfRequest: WorkDoneProgressReporter | null,
  token: CancellationToken,
): Promise<SelectionResult> {
  const distrust = distrustOf(context);
  if (distrust !== null) return nothing(context, distrust);
  const settings = await context.configuration.ofDocument(uri);
  const document = context.documents.get(uri);
  const policy = policyNow(context, uri, settings);
  if (!document || !policy) return nothing(context, t('Only a policy table that is open can be probed.'));
  if (version !== undefined && version !== document.version) {
    return nothing(context, t('The document has changed since; select the domains again.'));
  }
  const selected = selectedTargets(policy, toSpan(document, range));
  const { asked } = selected;
  if (asked.length === 0) {
    const none = t('The selection holds no domain without an entry.');
    return nothing(context, [none, ...leftOut(selected)].join(' '));
  }
  const sessions = openAll(context, uri, asked);
  if (typeof sessions === 'string') return nothing(context, sessions);
  try {
    const stop = AbortSignal.any(sessions.map(({ signal }) => signal));
    const title = counted(asked.length, 'Probing one domain', 'Probing {0} domains');
    const progress = await beginProgress(context.connection, progressOfRequest, title, token, stop);
    return await probeAll(context, uri, selected, progress, () => {
      for (const session of sessions) session.asking();
    });
  } catch (error) {
    if (!isSettingError(error)) context.connection.console.error(describeError(error));
    return nothing(context, t('Nothing was probed: {0}', describeProbeError(error)));
  } finally {
    for (const session of sessions) session.end();
  }
}

async function probeAll(
  context: ServerContext,
  uri: string,
  selected: SelectedTargets,
  progress: ProbeProgress,
  onAsking: () => void,
): Promise<SelectionResult> {
  const { signal } = progress;
  const seen = await lookUpAll(context, uri, selected.asked, progress).finally(progress.done);
  if (seen === null) return cancelled(context);
  onAsking();
  const report = await addReportOfAll(context, seen, await termsFor(context, uri));
  const found = seen.filter(({ advice }) => advice.status === 'found');
  if (found.length === 0) {
    const outcome = seen.every(({ advice }) => advice.status === 'untested') ? 'untested' : 'none';
    return announce(
      context,
      { outcome, entry: null, entries: [], message: describeSelection([], seen, selected) },
      report,
    );
  }
  if (!(await confirmInsertion(context, askForEntries(seen, selected), report, signal))) return cancelled(context);
  return write(context, uri, { seen, selected }, report, signal);
}

/** The document may have changed while the network and a person were asked, so each plan is made for what stands there now. */
async function write(
  context: ServerContext,
  uri: string,
  { seen, selected }: { readonly seen: readonly SeenTarget[]; readonly selected: SelectedTargets },
  report: Report,
  signal: AbortSignal,
): Promise<SelectionResult> {
  const { planEntry, planForSamples } = await context.runtime.loadProbing();
  const { sender } = await termsFor(context, uri);
  const planFor = (model: PolicyDocument, { target, looks, advice }: SeenTarget): readonly Planned[] => {
    const current = targetWithKey(model, target.key, target.occurrence);
    if (!current?.bare) return [];
    const plan = target.bySamples
      ? planForSamples(null, advice, looks, sender)
      : planEntry(null, advice, looks[0], sender);
    return plan.kind === 'write' ? [{ target: current, value: plan.value, comment: plan.comment }] : [];
  };
  const written = await writeEntries(context, uri, signal, (model): Decision => {
    const [first, ...others] = seen.flatMap((each) => planFor(model, each));
    if (first === undefined) return { refused: t('None of these domains is in the document any more.') };
    return { entries: [first, ...others] };
  });
  if ('abandoned' in written) return cancelled(context);
  if (!('entries' in written)) {
    return nothing(context, 'refused' in written ? written.refused : written.kept);
  }
  const entries = written.entries.map(({ target, value }) => `${target.key} ${formatPolicyValue(value)}`);
  const message = describeSelection(entries, seen, selected);
  return announce(context, { outcome: 'inserted', entry: null, entries, message }, report);
}

function nothing(context: ServerContext, message: string): SelectionResult {
  return { ...refuse(context, message), entries: [] };
}

function cancelled(context: ServerContext): SelectionResult {
  const message = t('The probe of the selected domains was cancelled.');
  return announce(context, { outcome: 'cancelled', entry: null, entries: [], message }, null);
}
