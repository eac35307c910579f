import { type CancellationToken, MessageType, type WorkDoneProgressReporter } from 'vscode-languageserver/node';
import type { Evidence } from '../probe/evidence';
import type { ProbeOptions } from '../probe/options';
import { describeStep } from '../report/probe-step';
import { t } from '../text/translate';
import { announce, ask, orAborted, show } from './announce';
import type { ServerContext } from './context';
import type { DeepProbeResult } from './deep-request';
import { lookUp, openDeepProber } from './look-up';
import { cancelled, probeEntry } from './probe-entry';
import type { Probed } from './probed';
import { beginProgress } from './progress';
import { deepProbeCommand } from './server-commands';
import type { Report } from './show-document';

/**
 * Handles `postfixTlsPolicy.server.probeDeep`: probes a next-hop as usual, asks whether its servers may be examined for
 * old protocols and weak ciphers, examines them, and shows the evidence. It edits nothing.
 */
export async function runDeepProbeCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
  progress: WorkDoneProgressReporter | null,
  token: CancellationToken,
): Promise<DeepProbeResult> {
  return probeEntry<DeepProbeResult>(context, args, progress, token, {
    title: ({ nextHop }) => t('Probing {0}', nextHop),
    objection: ({ key, bySamples }) =>
      bySamples ? t('{0} stands for many domains, and servers are examined for one that is named.', key) : null,
    conclude: (_, probed) => examine(context, probed, token),
    concludeSamples: () => Promise.reject(new Error(`${deepProbeCommand} is for one next-hop`)),
  });
}

/** What was seen as usual says who there is to be examined. */
async function examine(context: ServerContext, probed: Probed, token: CancellationToken): Promise<DeepProbeResult> {
  const { uri, target, evidence, signal } = probed;
  const { nextHop } = target;
  const { connectionsOfDeepProbe, describeWeaknesses } = await context.runtime.loadProbing();
  const { hosts, connections } = connectionsOfDeepProbe(evidence);
  if (hosts.length === 0) {
    const message = t('{0}: no server was seen to speak TLS, so there is none to examine.', nextHop);
    return announce(context, { outcome: 'untested', entry: null, message }, null);
  }
  const { noProbe } = await context.configuration.ofDocument(uri);
  const { prober, route } = await openDeepProber(context, noProbe);
  for (const question of questions(nextHop, hosts, connections, route)) {
    if (!(await isConfirmed(context, question, signal))) return cancelled(target);
  }
  const progress = await beginProgress(
    context.connection,
    null,
    t('Examining the servers of {0}', nextHop),
    token,
    signal,
  );
  const seen = await lookUp(context, prober, nextHop, {
    signal: progress.signal,
    onStep: (step) => progress.report(describeStep(step)),
  }).finally(progress.done);
  if (seen === null) return announce(context, cancelled(target), null);
  const report = await reportOf(context, probed, seen);
  await show(context, report);
  const message = t('{0}: {1}', nextHop, describeWeaknesses(seen));
  return announce(context, { outcome: 'kept', entry: null, message }, report);
}

async function reportOf(context: ServerContext, { target, terms }: Probed, seen: Evidence): Promise<Report> {
  const { advise, renderReport } = await context.runtime.loadProbing();
  const { nextHop } = target;
  const advice = advise(seen, terms.sender, terms.options);
  return { uri: context.reports.add(nextHop, renderReport(seen, advice)), nextHop };
}

/** By way of another host a second one: whoever is asked sees that host, and others judge it by that. */
function questions(
  nextHop: string,
  hosts: readonly string[],
  connections: number,
  route: ProbeOptions['route'],
): readonly string[] {
  const first = t(
    'Examine the mail servers of {0} for old protocols and weak ciphers? {1}: up to {2} connections, seconds apart, that look like the beginning of an attack. Only servers that you may examine so.',
    nextHop,
    hosts.join(', '),
    connections,
  );
  if (route.kind !== 'ssh') return [first];
  return [
    first,
    t(
      'The connections would come from {0} (postfixTlsPolicy.route), and may cost that host its good name. Examine from there nevertheless?',
      route.host,
    ),
  ];
}

/** No answer, and an editor that can't ask, is a no. */
async function isConfirmed(context: ServerContext, question: string, signal: AbortSignal): Promise<boolean> {
  const titles = [t('Examine'), t('Cancel')];
  return (await orAborted(() => ask(context, MessageType.Warning, question, titles), signal)) === titles[0];
}
