import { MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import { nextHopFor, policyAtFault } from '../explain-log/entry-at-fault';
import { createLogReader } from '../explain-log/explain-log';
import { explainLogMarkdown } from '../report/explain-log-text';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import { plainMessage } from './plain-message';
import { asRecord } from './settings';
import { showReport } from './show-document';

export interface ExplainLogRequest {
  /** Lines of a log. */
  readonly text: string;
  /** A document of the site that the log is of, so that the entries at fault can be named. */
  readonly uri?: string;
}

/** What the command answers; the report is Markdown. */
export interface ExplainLogResult {
  readonly outcome: 'explained' | 'nothing' | 'refused';
  readonly message: string;
  readonly report?: string;
}

/** Handles `postfixTlsPolicy.server.explainLog`, and shows the report. Asks nobody. */
export async function runExplainLogCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
): Promise<ExplainLogResult> {
  const { text, uri } = asRecord(args?.[0]);
  if (typeof text !== 'string') return tell(context, 'refused', 'the argument needs a "text"');
  const site = (typeof uri === 'string' ? await context.sites.of(uri) : null)?.site ?? null;
  const reader = createLogReader(site === null ? undefined : (mail, host) => nextHopFor(site, mail, host));
  for (const line of text.split('\n')) reader.add(line);
  const log = reader.result();
  if (log.explanations.length === 0 && log.unexplained.length === 0) {
    return tell(context, 'nothing', t('Nothing was found in these lines that is about TLS.'));
  }
  const report = explainLogMarkdown({ log, policyOf: (each) => site && policyAtFault(each, site) });
  const title = t('The log, explained');
  const shown = { uri: context.reports.add(title, report), nextHop: title };
  const { connection, client: features, reports, runtime } = context;
  const isShown = await showReport(connection, features, reports, runtime.writeTemporaryFile, shown);
  const message =
    log.explanations.length === 0
      ? t('No explanation is known for these lines.')
      : log.explanations.map(({ reason, fix }) => `${reason} ${fix}`).join(' ');
  return isShown ? { outcome: 'explained', message, report } : { ...tell(context, 'explained', message), report };
}

function tell(
  { connection }: ServerContext,
  outcome: ExplainLogResult['outcome'],
  message: string,
): { readonly outcome: ExplainLogResult['outcome']; readonly message: string } {
  const type = outcome === 'refused' ? MessageType.Warning : MessageType.Info;
  void connection.sendNotification(ShowMessageNotification.type, { type, message: plainMessage(message) });
  return { outcome, message };
}
