import {
  type CancellationToken,
  MessageType,
  ShowMessageNotification,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver/node';
import type { Evidence } from '../probe/evidence';
import { describePathProblem } from '../report/path-problem';
import { describeStep } from '../report/probe-step';
import { announce } from './announce';
import type { ServerContext } from './context';
import { type ProbeTarget, policyNow, targetAt, targetWithKey } from './entries';
import { plainMessage } from './plain-message';
import { describeProbeError, isSettingError, readProbeOptions } from './probe-options';
import type { ProbeSession } from './probe-registry';
import { type ProbeRequest, readProbeRequest, type Unfinished } from './probe-request';
import { type Probed, senderOf } from './probed';
import { beginProgress, type ProbeProgress } from './progress';
import { describeError } from './safely';

/** What is wanted of a probe. */
export interface ProbeTask<Result> {
  /** Of the progress display. */
  readonly title: (target: ProbeTarget) => string;
  /** Why it can't be had of this entry; null where it can. */
  readonly objection: (target: ProbeTarget) => string | null;
  readonly conclude: (context: ServerContext, probed: Probed) => Promise<Result>;
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
  if (!context.isTrusted()) {
    return refuse(context, 'Probing contacts name servers and mail servers, so it needs a trusted workspace.');
  }
  const target = await resolveTarget(context, request);
  if (typeof target === 'string') return refuse(context, target);
  const objection = task.objection(target);
  if (objection !== null) return refuse(context, objection);

  const session = context.probes.open(request.uri, target.entry.key.folded);
  if (!session) return refuse(context, `${target.nextHop} is being probed already.`);
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

/** The entry that a command is for, or why there is none. */
export async function resolveTarget(context: ServerContext, request: ProbeRequest): Promise<ProbeTarget | string> {
  const settings = await context.configuration.ofDocument(request.uri);
  const document = context.documents.get(request.uri);
  if (!document) return 'The document is not open.';
  const model = policyNow(context, request.uri, settings);
  if (!model) return 'This is no policy table.';
  if (request.key !== undefined) {
    return (
      targetWithKey(model, request.key, request.occurrence ?? 0) ?? `There is no entry to probe for ${request.key}.`
    );
  }
  const offset = request.position ? document.lines.offsetAt(request.position) : 0;
  return (
    targetAt(model, offset) ??
    'There is no domain to probe here: put the cursor on one that is no pattern and no .domain.'
  );
}

async function probeTarget<Result>(
  context: ServerContext,
  uri: string,
  target: ProbeTarget,
  session: ProbeSession,
  progress: ProbeProgress,
  task: ProbeTask<Result>,
): Promise<Result | Unfinished> {
  const { profile, noProbe } = await context.configuration.ofDocument(uri);
  const evidence = await lookUp(context, target, noProbe, progress).finally(progress.done);
  if (evidence === null || progress.signal.aborted) return announce(context, cancelled(target), null);
  context.reports.remember(target.nextHop, evidence);
  tellPathProblem(context, evidence);
  session.asking();
  return task.conclude(context, { uri, target, evidence, sender: senderOf(profile), signal: progress.signal });
}

/** Null when it was cancelled before it began. */
async function lookUp(
  context: ServerContext,
  target: ProbeTarget,
  noProbe: readonly string[],
  { signal, report }: ProbeProgress,
): Promise<Evidence | null> {
  const settings = await context.configuration.ofProbe();
  const own = await readProbeOptions(settings, context.runtime.readTextFile);
  const options = { ...own, noProbe: [...own.noProbe, ...noProbe] };
  const probing = await context.runtime.loadProbing();
  if (context.limiter.busy()) report('waiting for other probes');
  try {
    return await context.limiter.run(signal, () =>
      probing.lookUp(target.nextHop, options, { signal, onStep: (step) => report(describeStep(step)) }),
    );
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** Once in a session, since the next domain has the same problem: a network that can't carry DNSSEC. */
function tellPathProblem({ connection, told }: ServerContext, { vantage }: Evidence): void {
  const message = describePathProblem(vantage);
  if (message === null || told.has(message)) return;
  told.add(message);
  void connection.sendNotification(ShowMessageNotification.type, {
    type: MessageType.Warning,
    message: plainMessage(message),
  });
}

/** Tells why a command can't be done. */
export function refuse(context: ServerContext, message: string): Unfinished {
  return announce(context, { outcome: 'refused', entry: null, message }, null);
}

export function cancelled({ nextHop }: ProbeTarget): Unfinished {
  return { outcome: 'cancelled', entry: null, message: `${nextHop}: cancelled` };
}
