import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import type { PolicyDocument } from '../policy/document';
import { formatPolicyValue } from '../policy/entry';
import { counted, t } from '../text/translate';
import type { EntryPlan } from '../verdict/plan';
import type { Renaming } from '../verdict/rename-names';
import { announce, confirmInsertion } from './announce';
import type { ServerContext } from './context';
import { type ProbeTarget, parentKeysWithNames, policyNow, targetsWithNames, targetWithKey } from './entries';
import { cancelled, distrustOf, refuse, resolveTarget } from './probe-entry';
import { addReportOfAll, lookUpAll, openAll } from './probe-many';
import { describeProbeError, isSettingError } from './probe-options';
import { readProbeRequest } from './probe-request';
import type { AskedTarget, SeenTarget } from './probed';
import { beginProgress } from './progress';
import { askForRenaming, describeRenamed, type Left } from './rename-names-messages';
import type { RenameNamesResult } from './rename-names-request';
import { describeError } from './safely';
import { type Terms, termsFor } from './terms';
import { type Decision, type Planned, writeEntries } from './write-entry';

/** Entries of one run: each is another domain to be asked for, and a person waits. The next run takes the next ones. */
const mostRenamed = 100;

/**
 * Handles `postfixTlsPolicy.server.renameNames`: probes the next-hop of each entry that has the old names, asks once, and
 * writes the new ones by one edit where they hold. What is not proven stays, and is told.
 */
export async function runRenameNamesCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
  progressOfRequest: WorkDoneProgressReporter | null,
  token: CancellationToken,
): Promise<RenameNamesResult> {
  const request = readProbeRequest(args);
  if (typeof request === 'string') return refuse(context, request);
  const distrust = distrustOf(context);
  if (distrust !== null) return refuse(context, distrust);
  const target = await resolveTarget(context, request);
  if (typeof target === 'string') return refuse(context, target);
  const { uri } = request;
  const terms = await termsFor(context, uri);
  const renaming = await recallRenaming(context, target, terms);
  const policy = policyNow(context, uri, await context.configuration.ofDocument(uri));
  if (renaming === null || policy === null) {
    return refuse(context, t('No probe of the last hour shows new names for {0}; probe it again.', target.nextHop));
  }
  const { hasNames } = await context.runtime.loadProbing();
  const isNamed = (value: ProbeTarget['value']): boolean => hasNames(value, renaming);
  const all = targetsWithNames(policy, isNamed, Number.POSITIVE_INFINITY);
  const targets = all.slice(0, mostRenamed);
  const skipped: readonly Left[] = [
    ...parentKeysWithNames(policy, isNamed).map((key) => ({
      key,
      why: t('the key stands for sub-domains: probe it by its samples'),
    })),
    ...all.slice(mostRenamed).map(({ key }) => ({
      key,
      why: t('one run takes {0} entries: run it again', mostRenamed),
    })),
  ];
  const asked = targets.map((each): AskedTarget => ({ target: each, nextHops: [each.nextHop] }));
  const sessions = openAll(context, uri, asked);
  if (typeof sessions === 'string') return refuse(context, sessions);
  try {
    const stop = AbortSignal.any(sessions.map(({ signal }) => signal));
    const title = counted(targets.length, 'Probing one domain', 'Probing {0} domains');
    const progress = await beginProgress(context.connection, progressOfRequest, title, token, stop);
    const seen = await lookUpAll(context, uri, asked, progress).finally(progress.done);
    if (seen === null) return announce(context, cancelled(target), null);
    for (const session of sessions) session.asking();
    return await rename(context, uri, target, { seen, renaming, terms, skipped }, progress.signal);
  } catch (error) {
    if (!isSettingError(error)) context.connection.console.error(describeError(error));
    return refuse(context, t('Nothing was probed: {0}', describeProbeError(error)));
  } finally {
    for (const session of sessions) session.end();
  }
}

/** What the last probe of an entry shows of renamed hosts. */
export async function recallRenaming(
  context: ServerContext,
  { nextHop, value, bySamples }: ProbeTarget,
  { sender, options }: Terms,
): Promise<Renaming | null> {
  const evidence = bySamples ? null : context.reports.recall(nextHop);
  if (evidence === null) return null;
  const { advise, renamingOf } = await context.runtime.loadProbing();
  return renamingOf(value, advise(evidence, sender, options), evidence, sender);
}

interface SeenNames {
  readonly seen: readonly SeenTarget[];
  readonly renaming: Renaming;
  readonly terms: Terms;
  /** Entries with the old names that were not looked at. */
  readonly skipped: readonly Left[];
}

async function rename(
  context: ServerContext,
  uri: string,
  target: ProbeTarget,
  { seen, renaming, terms, skipped }: SeenNames,
  signal: AbortSignal,
): Promise<RenameNamesResult> {
  const { planRenaming, hasNames } = await context.runtime.loadProbing();
  const report = await addReportOfAll(context, seen, terms);
  const planOf = ({ looks: [evidence] }: SeenTarget, value: ProbeTarget['value']): EntryPlan | null =>
    value === null || !hasNames(value, renaming)
      ? null
      : planRenaming(value, renaming, evidence, terms.sender, terms.options);
  const plans = seen.map((each) => ({ each, plan: planOf(each, each.target.value) }));
  const accepted = plans.flatMap(({ plan }) => (plan?.kind === 'write' ? plan.confirm : []));
  const proven = plans.filter(({ plan }) => plan?.kind === 'write').map(({ each }) => each);
  const unproven = plans
    .filter(({ plan }) => plan?.kind !== 'write')
    .map(({ each, plan }) => ({ key: each.target.key, why: plan?.kind === 'keep' ? plan.reason.text : '' }));
  const left = [...unproven, ...skipped];
  if (proven.length === 0) {
    const message = describeRenamed(0, left);
    return announce(context, { outcome: 'kept', entry: null, entries: [], message }, report);
  }
  const question = askForRenaming(renaming, proven.length, accepted, left);
  if (!(await confirmInsertion(context, question, report, signal))) return cancelled(target);
  const planned = (model: PolicyDocument, each: SeenTarget): readonly Planned[] => {
    const current = targetWithKey(model, each.target.key, each.target.occurrence);
    const plan = current && planOf(each, current.value);
    const isWritten = plan?.kind === 'write' && plan.confirm.every((one) => accepted.includes(one));
    return current && isWritten ? [{ target: current, value: plan.value, comment: plan.comment }] : [];
  };
  const written = await writeEntries(context, uri, signal, (model): Decision => {
    const [first, ...others] = proven.flatMap((each) => planned(model, each));
    if (first === undefined) return { refused: t('None of these entries has the old names any more.') };
    return { entries: [first, ...others] };
  });
  if ('abandoned' in written) return cancelled(target);
  if (!('entries' in written)) return refuse(context, 'refused' in written ? written.refused : written.kept);
  const entries = written.entries.map((each) => `${each.target.key} ${formatPolicyValue(each.value)}`);
  const message = describeRenamed(entries.length, left);
  return announce(context, { outcome: 'inserted', entry: null, entries, message }, report);
}
