import { type DocumentFilter, type LanguageStatusItem, l10n } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { StatusLine, VerifyStatus } from '../../../server/src/verify/conversation';
import { section } from '../names';
import { createStatusItem, createStatusItems, type StatusItems } from '../status-items';
import { policyLanguage } from './names';

/** The server's request; see `server/src/lsp/verify-status.ts`. */
const serverStatus = `${section}/verifyStatus`;

/** What the last run saw, and by what way it looks. */
export function createVerifyStatus(client: LanguageClient, all: readonly DocumentFilter[]): StatusItems {
  const tables = all.filter(({ language }) => language === policyLanguage);
  const create = (id: string, name: string, title: string, command: string): LanguageStatusItem =>
    createStatusItem(`${section}.${id}`, name, tables, { title, command: `${section}.${command}` });
  const verified = create('verified', l10n.t('Verification'), l10n.t('Verify'), 'verifyFile');
  const resolver = create('resolver', l10n.t('Resolver'), l10n.t('Change…'), 'changeResolver');
  const route = create('route', l10n.t('Route'), l10n.t('Change…'), 'changeRoute');
  const fill = (item: LanguageStatusItem, { title, detail }: StatusLine): void => {
    item.text = title;
    item.detail = detail;
  };
  return createStatusItems(
    [verified, resolver, route],
    async (uri) =>
      client.isRunning() ? client.sendRequest<VerifyStatus | null>(serverStatus, { uri: uri.toString() }) : null,
    (status) => {
      fill(verified, status.verified);
      fill(resolver, status.resolver);
      fill(route, status.route);
    },
  );
}
