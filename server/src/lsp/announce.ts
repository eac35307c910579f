import { MessageType, ShowMessageNotification, ShowMessageRequest } from 'vscode-languageserver/node';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import { plainMessage } from './plain-message';
import type { ProbeResult } from './probe-request';
import { describeError } from './safely';
import { type Report, showReport } from './show-document';
import type { VerifyResult } from './verify-request';

const showEvidence = (): string => t('Show evidence');

/** Tells the end of a probe, with the report at hand, and returns it as the answer of the command. */
export function announce<Result extends Told>(context: ServerContext, result: Result, report: Report | null): Result {
  const { connection } = context;
  connection.console.info(plainMessage(`${result.outcome}: ${result.message}`));
  const type = messageTypes[result.outcome];
  if (type === null) return result;
  if (!report || !context.client.showDocument) {
    void connection.sendNotification(ShowMessageNotification.type, { type, message: plainMessage(result.message) });
    return result;
  }
  // The command's answer doesn't wait for a person to read this message.
  void ask(context, type, result.message, [showEvidence()])
    .then(async (answer) => {
      if (answer === showEvidence()) await show(context, report);
    })
    .catch((error: unknown) => connection.console.error(describeError(error)));
  return result;
}

/** What a command of the probe answers. */
interface Told {
  readonly outcome: ProbeResult['outcome'] | VerifyResult['outcome'];
  readonly message: string;
}

const messageTypes: Readonly<Record<Told['outcome'], MessageType | null>> = {
  inserted: MessageType.Info,
  kept: MessageType.Info,
  holds: MessageType.Info,
  weaker: MessageType.Warning,
  deferred: MessageType.Warning,
  bounced: MessageType.Warning,
  none: MessageType.Warning,
  untested: MessageType.Warning,
  refused: MessageType.Warning,
  // Whoever cancelled knows it.
  cancelled: null,
};

/** Asks whether to insert. No answer, and an editor that can't ask, is a no. *Show evidence* asks again. */
export async function confirmInsertion(
  context: ServerContext,
  question: string,
  report: Report,
  signal: AbortSignal,
): Promise<boolean> {
  const actions = context.client.showDocument ? [t('Insert'), showEvidence(), t('Cancel')] : [t('Insert'), t('Cancel')];
  for (;;) {
    const answer = await orAborted(() => ask(context, MessageType.Warning, question, actions), signal);
    if (answer !== showEvidence()) return answer === t('Insert');
    await show(context, report);
  }
}

/** Asks by a message with buttons; undefined for no answer. */
export async function ask(
  { connection }: ServerContext,
  type: MessageType,
  message: string,
  titles: readonly string[],
): Promise<string | undefined> {
  const actions = titles.map((title) => ({ title }));
  const answer = await connection.sendRequest(ShowMessageRequest.type, {
    type,
    message: plainMessage(message),
    actions,
  });
  return answer?.title;
}

/** Shows a report, or says in the log that the editor can't. */
export async function show(context: ServerContext, report: Report): Promise<void> {
  const { connection, client, reports, runtime } = context;
  const shown = await showReport(connection, client, reports, runtime.writeTemporaryFile, report);
  if (!shown) connection.console.warn(t('the editor could not show the evidence for {0}', report.nextHop));
}

/** An unanswered question ends with the probe's session: the document is gone, or it is probed again. */
export async function orAborted<T>(question: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  const settled = new AbortController();
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true, signal: settled.signal });
  });
  try {
    return await Promise.race([question(), aborted]);
  } finally {
    settled.abort();
  }
}
