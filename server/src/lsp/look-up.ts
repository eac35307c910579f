import { MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import type { Evidence } from '../probe/evidence';
import type { ProbeStep } from '../probe/options';
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
  const settings = await context.configuration.ofProbe();
  const own = await readProbeOptions(settings, context.runtime);
  const probing = await context.runtime.loadProbing();
  return probing.openProber({ ...own, noProbe: [...own.noProbe, ...noProbe] });
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
