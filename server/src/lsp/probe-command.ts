import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import type { Evidence } from '../probe/evidence';
import { describeStep } from '../report/probe-step';
import { anySender, dnssecSender } from '../verdict/sender';
import { announce } from './announce';
import { conclude } from './conclude';
import type { ServerContext } from './context';
import { type ProbeTarget, policyOf, targetAt, targetWithKey } from './entries';
import { describeProbeError, isSettingError, readProbeOptions } from './probe-options';
import type { ProbeSession } from './probe-registry';
import { type ProbeRequest, type ProbeResult, readProbeRequest } from './probe-request';
import { beginProgress, type ProbeProgress } from './progress';
import { describeError } from './safely';

/**
 * Handles `postfixTlsPolicy.server.probe`: probes the next-hop of an entry, asks where a person must decide, and writes
 * the advised entry. Never rejects for what the network does; every way out is a `ProbeResult`.
 */
export async function runProbeCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
  progressOfRequest: WorkDoneProgressReporter | null,
  token: CancellationToken,
): Promise<ProbeResult> {
  const request = readProbeRequest(args);
  if (typeof request === 'string') return refuse(context, request);
  if (!context.isTrusted()) {
    return refuse(context, 'Probing contacts name servers and mail servers, so it needs a trusted workspace.');
  }
  const target = await resolveTarget(context, request);
  if (typeof target === 'string') return refuse(context, target);

  const session = context.probes.open(request.uri, target.entry.key.folded);
  if (!session) return refuse(context, `${target.nextHop} is being probed already.`);
  try {
    const progress = await beginProgress(
      context.connection,
      progressOfRequest,
      `Probing ${target.nextHop}`,
      token,
      session.signal,
    );
    return await probeTarget(context, request.uri, target, session, progress);
  } catch (error) {
    if (!isSettingError(error)) context.connection.console.error(describeError(error));
    return refuse(context, `${target.nextHop}: ${describeProbeError(error)}`);
  } finally {
    session.end();
  }
}

/** The entry to probe, or why there is none. */
async function resolveTarget(context: ServerContext, request: ProbeRequest): Promise<ProbeTarget | string> {
  const settings = await context.configuration.ofDocument(request.uri);
  const document = context.documents.get(request.uri);
  if (!document) return 'The document is not open.';
  const model = policyOf(context.models.modelOf(document, settings));
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

async function probeTarget(
  context: ServerContext,
  uri: string,
  target: ProbeTarget,
  session: ProbeSession,
  progress: ProbeProgress,
): Promise<ProbeResult> {
  const evidence = await lookUp(context, target, progress).finally(progress.done);
  if (evidence === null || progress.signal.aborted) {
    return announce(context, { outcome: 'cancelled', entry: null, message: `${target.nextHop}: cancelled` }, null);
  }
  const { profile } = await context.configuration.ofDocument(uri);
  const sender = profile === 'any' ? anySender : dnssecSender;
  session.asking();
  return conclude(context, { uri, target, evidence, sender, signal: progress.signal });
}

/** Null when it was cancelled before it began. */
async function lookUp(
  context: ServerContext,
  target: ProbeTarget,
  { signal, report }: ProbeProgress,
): Promise<Evidence | null> {
  const settings = await context.configuration.ofProbe();
  const options = await readProbeOptions(settings, context.runtime.readTextFile);
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

function refuse(context: ServerContext, message: string): ProbeResult {
  return announce(context, { outcome: 'refused', entry: null, message }, null);
}
