import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import { samplesOf } from '../policy/samples';
import type { ProbeStep } from '../probe/options';
import { describeStep } from '../report/probe-step';
import { t } from '../text/translate';
import { serverNamesOf } from '../verdict/server-names';
import { announce } from './announce';
import type { ServerContext } from './context';
import { type ProbeTarget, policyNow, targetAt, targetWithKey } from './entries';
import { lookUp, openProber } from './look-up';
import { describeProbeError, isSettingError } from './probe-options';
import type { ProbeSession } from './probe-registry';
import { type ProbeRequest, readProbeRequest, type Unfinished } from './probe-request';
import type { Probed, ProbedSamples } from './probed';
import { beginProgress, type ProbeProgress } from './progress';
import { describeError } from './safely';
import { termsFor } from './terms';

/** What is wanted of a probe. */
export interface ProbeTask<Result> {
  /** Of the progress display. */
  readonly title: (target: ProbeTarget) => string;
  /** Why it can't be had of this entry; null where it can. */
  readonly objection: (target: ProbeTarget) => string | null;
  readonly conclude: (context: ServerContext, probed: Probed) => Promise<Result>;
  /** The same for a key that stands for many. */
  readonly concludeSamples: (context: ServerContext, probed: ProbedSamples) => Promise<Result>;
}

/**
 * Probes the next-hop of an entry and concludes. Never rejects for what the network does; every way out is a result. It
 * needs a trusted workspace, and one entry is probed once at a time.
 */
export async function probeEntry<Result>(
  context: ServerContext,
  args: readonly unknown[] | undefined,
  progressOfRequest: WorkDoneProgressReporter | null,
  token: CancellationToken,
  task: ProbeTask<Result>,
): Promise<Result | Unfinished> {
  const request = readProbeRequest(args);
  if (typeof request === 'string') return refuse(context, request);
  const distrust = distrustOf(context);
  if (distrust !== null) return refuse(context, distrust);
  const target = await resolveTarget(context, request);
  if (typeof target === 'string') return refuse(context, target);
  const objection = task.objection(target);
  if (objection !== null) return refuse(context, objection);

  const session = context.probes.open(request.uri, target.entry.key.folded);
  if (!session) return refuse(context, t('{0} is being probed already.', target.nextHop));
  try {
    const progress = await beginProgress(
      context.connection,
      progressOfRequest,
      task.title(target),
      token,
      session.signal,
    );
    return await probeTarget(context, request.uri, target, session, progress, task);
  } catch (error) {
    if (!isSettingError(error)) context.connection.console.error(describeError(error));
    return refuse(context, `${target.nextHop}: ${describeProbeError(error)}`);
  } finally {
    session.end();
  }
}

/** Why nothing is probed here; null where the workspace is trusted. */
export function distrustOf({ isTrusted }: ServerContext): string | null {
  return isTrusted() ? null : t('Probing contacts name servers and mail servers, so it needs a trusted workspace.');
}

/** The entry that a command is for, or why there is none. */
export async function resolveTarget(context: ServerContext, request: ProbeRequest): Promise<ProbeTarget | string> {
  const settings = await context.configuration.ofDocument(request.uri);
  const document = context.documents.get(request.uri);
  if (!document) return t('The document is not open.');
  const model = policyNow(context, request.uri, settings);
  if (!model) return t('This is no policy table.');
  if (request.key !== undefined) {
    return (
      targetWithKey(model, request.key, request.occurrence ?? 0) ??
      t('There is no entry to probe for {0}.', request.key)
    );
  }
  const offset = request.position ? document.lines.offsetAt(request.position) : 0;
  return targetAt(model, offset) ?? t('There is no domain to probe here: put the cursor on one that is no pattern.');
}

async function probeTarget<Result>(
  context: ServerContext,
  uri: string,
  target: ProbeTarget,
  session: ProbeSession,
  { signal, report, done }: ProbeProgress,
  task: ProbeTask<Result>,
): Promise<Result | Unfinished> {
  const { noProbe } = await context.configuration.ofDocument(uri);
  const handle = {
    signal,
    serverNames: serverNamesOf(target.value, (await termsFor(context, uri)).sender),
    onStep: (step: ProbeStep) => report(describeStep(step)),
    onWait: () => report('waiting for other probes'),
  };
  const nextHops = await nextHopsOf(context, uri, target);
  if (typeof nextHops === 'string') {
    done();
    return refuse(context, nextHops);
  }
  const seen = await openProber(context, noProbe)
    .then((prober) => Promise.all(nextHops.map((nextHop) => lookUp(context, prober, nextHop, handle))))
    .finally(done);
  const [evidence, ...others] = seen.filter((each) => each !== null);
  if (evidence === undefined || signal.aborted) return announce(context, cancelled(target), null);
  session.asking();
  const terms = await termsFor(context, uri);
  const probed = { uri, target, terms, signal };
  return target.bySamples
    ? task.concludeSamples(context, { ...probed, samples: [evidence, ...others] })
    : task.conclude(context, { ...probed, evidence });
}

/** Whom to probe for a target; a text tells why nobody. */
async function nextHopsOf(
  context: ServerContext,
  uri: string,
  { bySamples, nextHop, key, occurrence }: ProbeTarget,
): Promise<readonly string[] | string> {
  if (!bySamples) return [nextHop];
  const policy = policyNow(context, uri, await context.configuration.ofDocument(uri));
  const entry = policy && targetWithKey(policy, key, occurrence)?.entry;
  const samples = entry ? samplesOf(policy, entry) : [];
  return samples.length > 0
    ? samples
    : t(
        '{0} stands for the domains below it and is probed by samples of them. Name some in a comment right above it: # tls-policy-test: a{0}, b{0}',
        key,
      );
}

/** Tells why a command can't be done. */
export function refuse(context: ServerContext, message: string): Unfinished {
  return announce(context, { outcome: 'refused', entry: null, message }, null);
}

export function cancelled({ nextHop }: ProbeTarget): Unfinished {
  return { outcome: 'cancelled', entry: null, message: t('{0}: cancelled', nextHop) };
}
