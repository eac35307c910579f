import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import { MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import { counted, t } from '../text/translate';
import { defaultCertificateDays } from '../verify/certificate-days';
import type { VerifyEntriesRequest, VerifyEntriesResult } from '../verify/conversation';
import { chooseEntries } from './choose-entries';
import { confirmContacts } from './confirm-contacts';
import type { ServerContext } from './context';
import { plainMessage } from './plain-message';
import { distrustOf } from './probe-entry';
import { describeProbeError, isSettingError } from './probe-options';
import { beginProgress } from './progress';
import { describeError } from './safely';
import { readVerifyEntriesRequest, verifiedNotification } from './verify-entries-request';
import { runVerification } from './verify-run';
import { type Batch, createVerifyStream } from './verify-stream';

/** Next-hops that may be asked without a question. */
export const askedWithoutQuestion = 20;
/** Milliseconds between two writings of the results, and two refreshes of the diagnostics, while a run goes on. */
const pause = 5_000;

/**
 * Handles `postfixTlsPolicy.server.verifyEntries`: verifies the entries of an open table as `verify` of the command line does, tells
 * each result as soon as it is known, and keeps it. One run goes on at a time; the others wait. It needs a trusted workspace.
 */
export async function runVerifyEntriesCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
  progressOfRequest: WorkDoneProgressReporter | null,
  token: CancellationToken,
): Promise<VerifyEntriesResult> {
  const request = readVerifyEntriesRequest(args);
  if (typeof request === 'string') return refuse(context, request);
  const distrust = distrustOf(context);
  if (distrust !== null) return refuse(context, distrust);
  const { ended, turns } = context.verifying;
  const entries = await chooseEntries(context, request, ended);
  if (typeof entries === 'string') return refuse(context, entries);

  const title = counted(entries.length, 'Verifying one entry', 'Verifying {0} entries');
  const progress = await beginProgress(context.connection, progressOfRequest, title, token, ended);
  const { signal } = progress;
  const nextHops = new Set(entries.flatMap(({ entry }) => entry.nextHops)).size;
  try {
    if (nextHops > askedWithoutQuestion && !(await confirmContacts(context, nextHops, signal))) return cancelled();
    const { noProbe, certificateDays } = await context.configuration.ofDocument(request.uri);
    const days = certificateDays ?? defaultCertificateDays;
    const stream = createVerifyStream(createTeller(context, request));
    const run = { uri: request.uri, entries, noProbe, days, signal, report: progress.report, stream };
    const results = await turns.run(signal, () => runVerification(context, run)).finally(() => stream.end());
    await context.verifying.results.save(request.uri);
    context.checkAgain();
    if (signal.aborted) return cancelled();
    const { describeVerify } = await context.runtime.loadProbing();
    return finished(context, request, describeVerify([{ results }]));
  } catch (error) {
    if (signal.aborted) return cancelled();
    if (!isSettingError(error)) context.connection.console.error(describeError(error));
    return refuse(context, t('Nothing was verified: {0}', describeProbeError(error)));
  } finally {
    progress.done();
  }
}

/** Makes what keeps a batch, and tells it to an editor that asked for that. */
function createTeller(context: ServerContext, { uri, run }: VerifyEntriesRequest): (batch: Batch) => Promise<void> {
  const { results } = context.verifying;
  let shownAt = performance.now();
  return async (batch) => {
    if (batch.results.length > 0) {
      await results.put(
        uri,
        batch.results.map(({ told }) => told),
      );
    }
    if (performance.now() - shownAt > pause) {
      shownAt = performance.now();
      void results.save(uri);
      context.checkAgain();
    }
    if (run !== undefined) await context.connection.sendNotification(verifiedNotification, { run, uri, ...batch });
  };
}

/** Told by a message only where no view shows the results. */
function finished(context: ServerContext, { run }: VerifyEntriesRequest, message: string): VerifyEntriesResult {
  if (run === undefined) show(context, MessageType.Info, message);
  return { outcome: 'finished', message };
}

function refuse(context: ServerContext, message: string): VerifyEntriesResult {
  show(context, MessageType.Warning, message);
  return { outcome: 'refused', message };
}

function cancelled(): VerifyEntriesResult {
  return { outcome: 'cancelled', message: t('The verification was cancelled.') };
}

function show({ connection }: ServerContext, type: MessageType, message: string): void {
  void connection.sendNotification(ShowMessageNotification.type, { type, message: plainMessage(message) });
}
