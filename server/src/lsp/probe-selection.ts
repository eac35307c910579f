import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import type { PolicyDocument } from '../policy/document';
import { formatPolicyValue } from '../policy/entry';
import { counted, t } from '../text/translate';
import { announce, confirmInsertion } from './announce';
import type { ServerContext } from './context';
import { bareTargetsIn, type ProbeTarget, policyNow, targetWithKey } from './entries';
import { toSpan } from './positions';
import { distrustOf, refuse } from './probe-entry';
import { lookUpAll, openAll } from './probe-many';
import { describeProbeError, isSettingError } from './probe-options';
import type { SelectionRequest, SelectionResult } from './probe-request';
import type { SeenTarget } from './probed';
import { beginProgress, type ProbeProgress } from './progress';
import { describeError } from './safely';
import { askForEntries, describeSelection } from './selection-messages';
import type { Report } from './show-document';
import { termsFor } from './terms';
import { type Decision, type Planned, writeEntries } from './write-entry';

/** More than that are a list to be probed by the command line, which keeps what it saw. */
export const mostSelected = 100;

/**
 * Probes the bare domains in a selection and, after one question, writes the entries of those that have one by one edit.
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
  const targets = bareTargetsIn(policy, toSpan(document, range), mostSelected + 1);
  if (targets.length === 0) return nothing(context, t('The selection holds no domain without an entry.'));
  if (targets.length > mostSelected) {
    return nothing(
      context,
      t('Select at most {0} domains at a time; the command line probes longer lists.', mostSelected),
    );
  }
  const sessions = openAll(context, uri, targets);
  if (typeof sessions === 'string') return nothing(context, sessions);
  try {
    const stop = AbortSignal.any(sessions.map(({ signal }) => signal));
    const title = counted(targets.length, 'Probing one domain', 'Probing {0} domains');
    const progress = await beginProgress(context.connection, progressOfRequest, title, token, stop);
    return await probeAll(context, uri, targets, progress, () => {
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
  targets: readonly ProbeTarget[],
  progress: ProbeProgress,
  onAsking: () => void,
): Promise<SelectionResult> {
  const { signal } = progress;
  const seen = await lookUpAll(context, uri, targets, progress).finally(progress.done);
  if (seen === null) return cancelled(context);
  onAsking();
  const { renderReports } = await context.runtime.loadProbing();
  const name = counted(targets.length, 'one domain', '{0} domains');
  const report = { uri: context.reports.add(name, renderReports(seen)), nextHop: name };
  const found = seen.filter(({ advice }) => advice.status === 'found');
  if (found.length === 0) {
    const outcome = seen.every(({ advice }) => advice.status === 'untested') ? 'untested' : 'none';
    return announce(context, { outcome, entry: null, entries: [], message: describeSelection([], seen) }, report);
  }
  if (!(await confirmInsertion(context, askForEntries(seen), report, signal))) return cancelled(context);
  return write(context, uri, seen, report, signal);
}

/** The document may have changed while the network and a person were asked, so each plan is made for what stands there now. */
async function write(
  context: ServerContext,
  uri: string,
  seen: readonly SeenTarget[],
  report: Report,
  signal: AbortSignal,
): Promise<SelectionResult> {
  const { planEntry } = await context.runtime.loadProbing();
  const { sender } = await termsFor(context, uri);
  const planFor = (model: PolicyDocument, { target, evidence, advice }: SeenTarget): readonly Planned[] => {
    const current = targetWithKey(model, target.key, target.occurrence);
    if (!current?.bare) return [];
    const plan = planEntry(null, advice, evidence, sender);
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
  const message = describeSelection(entries, seen);
  return announce(context, { outcome: 'inserted', entry: null, entries, message }, report);
}

function nothing(context: ServerContext, message: string): SelectionResult {
  return { ...refuse(context, message), entries: [] };
}

function cancelled(context: ServerContext): SelectionResult {
  const message = t('The probe of the selected domains was cancelled.');
  return announce(context, { outcome: 'cancelled', entry: null, entries: [], message }, null);
}
