import { MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import type { Evidence } from '../probe/evidence';
import { deepened, type ProbeOptions, type ProbeStep } from '../probe/options';
import type { Prober } from '../probe/probe';
import { describePathProblem } from '../report/path-problem';
import type { ServerContext } from './context';
import { plainMessage } from './plain-message';
import { readProbeOptions } from './probe-options';

/** What a probe tells on its way. */
export interface ProbeHandle {
  readonly signal: AbortSignal;
  readonly onStep: (step: ProbeStep) => void;
  /** Those that the entry in question sends. */
  readonly serverNames?: readonly string[];
  /** All places are taken, and it has to wait for others. */
  readonly onWait?: () => void;
}

/** A prober by the settings of the machine; `noProbe` comes from the list. Rejects where a setting can't be used. */
export async function openProber(context: ServerContext, noProbe: readonly string[]): Promise<Prober> {
  return loadProber(context, await probeOptions(context, noProbe));
}

/** One for a further look at what another prober saw: two looks agree only where the second asks again. Rejects likewise. */
export async function openProberAnew(context: ServerContext, noProbe: readonly string[]): Promise<Prober> {
  return (await context.runtime.loadProbing()).openProberAnew(await probeOptions(context, noProbe));
}

/** One that examines servers besides, and the route by which it does. Rejects likewise. */
export async function openDeepProber(
  context: ServerContext,
  noProbe: readonly string[],
): Promise<{ readonly prober: Prober; readonly route: ProbeOptions['route'] }> {
  const options = deepened(await probeOptions(context, noProbe));
  return { prober: await loadProber(context, options), route: options.route };
}

async function probeOptions(context: ServerContext, noProbe: readonly string[]): Promise<ProbeOptions> {
  const own = await readProbeOptions(await context.configuration.ofProbe(), context.runtime);
  return { ...own, noProbe: [...own.noProbe, ...noProbe] };
}

async function loadProber({ runtime }: ServerContext, options: ProbeOptions): Promise<Prober> {
  return (await runtime.loadProbing()).openProber(options);
}

/** Probes a next-hop when its turn comes, and remembers what was seen. Null when it was cancelled before that. */
export async function lookUp(
  context: ServerContext,
  prober: Prober,
  nextHop: string,
  { signal, onStep, onWait, serverNames = [] }: ProbeHandle,
): Promise<Evidence | null> {
  if (context.limiter.busy()) onWait?.();
  try {
    const evidence = await context.limiter.run(signal, () => prober.probe(nextHop, { signal, onStep, serverNames }));
    if (signal.aborted) return null;
    context.reports.remember(nextHop, evidence);
    context.verifying.machine.note(evidence);
    tellPathProblem(context, evidence);
    return evidence;
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
