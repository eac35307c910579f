import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import { NextHopError, parseNextHop } from '../probe/next-hop';
import { describeStep } from '../report/probe-step';
import { t } from '../text/translate';
import { announce } from './announce';
import type { ServerContext } from './context';
import { describeProbeError, isSettingError, readProbeOptions } from './probe-options';
import { beginProgress } from './progress';
import { describeError } from './safely';
import { showReport } from './show-document';

/** What the command is asked. */
export interface MachineRequest {
  /** A domain whose mail servers may be asked; without one nobody is connected to. */
  readonly domain?: string;
}

/** What it answers; the report is Markdown. */
export interface MachineResult {
  readonly outcome: 'kept' | 'refused' | 'cancelled';
  readonly message: string;
  readonly report?: string;
}

/**
 * Handles `postfixTlsPolicy.server.checkMachine`: looks by the settings of this machine, inside the program that the
 * editor runs the server with, and shows the report.
 */
export async function runMachineCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
  progressOfRequest: WorkDoneProgressReporter | null,
  token: CancellationToken,
): Promise<MachineResult> {
  const domains = readDomains(args?.[0]);
  if (typeof domains === 'string') return refuse(context, domains);
  if (!context.isTrusted()) return refuse(context, t('Probing needs a trusted workspace.'));
  const { connection, runtime, client, reports } = context;
  const progress = await beginProgress(
    connection,
    progressOfRequest,
    t('Checking this machine’s view'),
    token,
    new AbortController().signal,
  );
  try {
    const options = await readProbeOptions(await context.configuration.ofProbe(), runtime);
    const { lookAtMachine, renderMachine } = await runtime.loadProbing();
    const view = await lookAtMachine(options, domains, {
      signal: progress.signal,
      onStep: (step) => progress.report(describeStep(step)),
    });
    context.verifying.machine.noteView(view);
    progress.done();
    if (progress.signal.aborted) return { outcome: 'cancelled', message: 'cancelled' };
    const report = renderMachine(view);
    const shown = { uri: reports.add(t('this machine'), report), nextHop: t('this machine') };
    const isShown = await showReport(connection, client, reports, runtime.writeTemporaryFile, shown);
    const message = view.findings.map(({ what, state, text }) => `${what}: ${state}: ${text}`).join('; ');
    const result: MachineResult = { outcome: 'kept', message, report };
    return isShown ? result : announce(context, result, null);
  } catch (error) {
    if (progress.signal.aborted) return { outcome: 'cancelled', message: 'cancelled' };
    if (!isSettingError(error)) connection.console.error(describeError(error));
    return refuse(context, describeProbeError(error));
  } finally {
    progress.done();
  }
}

/** The domains to ask, or what is wrong with the argument. */
function readDomains(request: unknown): readonly string[] | string {
  if (request === undefined || request === null) return [];
  const domain: unknown = typeof request === 'object' && 'domain' in request ? request.domain : undefined;
  if (domain === undefined || domain === '') return [];
  if (typeof domain !== 'string') return t('The domain is no text.');
  try {
    return [parseNextHop(domain.trim()).text];
  } catch (error) {
    if (!(error instanceof NextHopError)) throw error;
    return error.message;
  }
}

function refuse(context: ServerContext, message: string): MachineResult {
  return announce(context, { outcome: 'refused', message }, null);
}
