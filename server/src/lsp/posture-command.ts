import { MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import { postureMarkdown } from '../report/posture-markdown';
import { postureOf } from '../site/posture/posture-of';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import { plainMessage } from './plain-message';
import { asRecord } from './settings';
import { showReport } from './show-document';

export interface PostureRequest {
  /** A document of the site. */
  readonly uri: string;
}

/** What the command answers; the report is Markdown. */
export interface PostureResult {
  readonly outcome: 'told' | 'refused';
  readonly report?: string;
}

/** Handles `postfixTlsPolicy.server.posture`, and shows the report. Asks nobody. */
export async function runPostureCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
): Promise<PostureResult> {
  const { uri } = asRecord(args?.[0]);
  const { connection, client, reports, runtime } = context;
  const tell = (type: MessageType, message: string): void => {
    void connection.sendNotification(ShowMessageNotification.type, { type, message: plainMessage(message) });
  };
  if (typeof uri !== 'string') {
    tell(MessageType.Warning, 'the argument needs a "uri"');
    return { outcome: 'refused' };
  }
  const site = await context.sites.of(uri);
  if (site === null) {
    tell(MessageType.Warning, t('No main.cf is known for this file. The setting postfixTlsPolicy.mainCf can name it.'));
    return { outcome: 'refused' };
  }
  const report = postureMarkdown({ mainCf: site.path, posture: postureOf(site.site) });
  const title = t('TLS posture');
  const shown = { uri: reports.add(title, report), nextHop: title };
  if (!(await showReport(connection, client, reports, runtime.writeTemporaryFile, shown))) {
    tell(MessageType.Info, t('This editor can not show the report; postfix-tls-policy posture tells the same.'));
  }
  return { outcome: 'told', report };
}
