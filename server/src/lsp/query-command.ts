import { MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import { sourceOf } from '../report/query-json';
import { queryMarkdown } from '../report/query-markdown';
import { queryLevel } from '../report/query-text';
import { openPolicyMaps } from '../site/policy-maps';
import { type Query, query } from '../site/query';
import { visible } from '../text/escape';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import { plainMessage } from './plain-message';
import { asRecord } from './settings';
import { showReport } from './show-document';
import type { OpenSite } from './site/sites';

export interface QueryRequest {
  /** A document of the site that is asked. */
  readonly uri: string;
  /** As main.cf or the transport table writes it, since each spelling is another key. */
  readonly nextHop: string;
}

/** What the command answers; the report is Markdown. */
export interface QueryResult {
  readonly outcome: 'answered' | 'refused';
  /** In one line. */
  readonly message: string;
  readonly report?: string;
}

/** Longer than any next-hop. */
const longest = 1_000;

/** Handles `postfixTlsPolicy.server.query`, and shows the answers of all smtp(8) and lmtp(8) services. Asks nobody. */
export async function runQueryCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
): Promise<QueryResult> {
  const { uri, nextHop } = asRecord(args?.[0]);
  if (typeof uri !== 'string' || typeof nextHop !== 'string') {
    return refuse(context, 'the argument needs a "uri" and a "nextHop"');
  }
  const asked = nextHop.trim();
  if (asked === '' || asked.length > longest || /\s/.test(asked)) {
    return refuse(
      context,
      t('{0} is no next-hop: write it as in main.cf, as example.org or [mail.example.org]:587.', visible(asked, 60)),
    );
  }
  const site = await context.sites.of(uri);
  if (site === null) {
    return refuse(context, t('No main.cf is known for this file. The setting postfixTlsPolicy.mainCf can name it.'));
  }
  const answers = answersOf(site, asked);
  const report = queryMarkdown(asked, site.path, answers);
  const message = answers.map(inOneLine).join('; ');
  const shown = { uri: context.reports.add(asked, report), nextHop: asked };
  const { connection, client, reports, runtime } = context;
  if (!(await showReport(connection, client, reports, runtime.writeTemporaryFile, shown)))
    tell(context, MessageType.Info, message);
  return { outcome: 'answered', message, report };
}

/** What each smtp(8) and lmtp(8) of a site does with a next-hop. */
export function answersOf({ clients, files }: Pick<OpenSite, 'clients' | 'files'>, nextHop: string): readonly Query[] {
  return clients.map((client) => query(client, openPolicyMaps(client, files), nextHop));
}

function inOneLine(answer: Query): string {
  const source = sourceOf(answer.found);
  const from = source === null ? 'main.cf' : `${source.table}${source.line === null ? '' : `:${source.line}`}`;
  return `${answer.service}: ${answer.nextHop}: ${queryLevel(answer)} (${from})`;
}

function refuse(context: ServerContext, message: string): QueryResult {
  tell(context, MessageType.Warning, message);
  return { outcome: 'refused', message };
}

function tell({ connection }: ServerContext, type: MessageType, message: string): void {
  void connection.sendNotification(ShowMessageNotification.type, { type, message: plainMessage(message) });
}
