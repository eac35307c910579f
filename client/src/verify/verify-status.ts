import {
  type DocumentFilter,
  type LanguageStatusItem,
  l10n,
  languages,
  type TextDocument,
  type Uri,
  window,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { StatusLine, VerifyStatus } from '../../../server/src/verify/conversation';
import { section } from '../names';
import { policyLanguage } from './names';

/** The server's request; see `server/src/lsp/verify-status.ts`. */
const serverStatus = `${section}/verifyStatus`;

/** Shows behind the `{}` of the status bar what the last run saw, and by what way it looks. */
export interface VerifyStatusItems {
  readonly items: readonly LanguageStatusItem[];
  /** Asks the server anew, if the document is the one in front. */
  readonly refresh: (document: TextDocument | Uri | undefined) => Promise<void>;
  dispose(): void;
}

export function createVerifyStatus(client: LanguageClient, all: readonly DocumentFilter[]): VerifyStatusItems {
  const tables = all.filter(({ language }) => language === policyLanguage);
  const create = (id: string, name: string, title: string, command: string): LanguageStatusItem => {
    const item = languages.createLanguageStatusItem(`${section}.${id}`, tables);
    item.name = name;
    item.text = name;
    item.command = { title, command: `${section}.${command}` };
    return item;
  };
  const verified = create('verified', l10n.t('Verification'), l10n.t('Verify'), 'verifyFile');
  const resolver = create('resolver', l10n.t('Resolver'), l10n.t('Change…'), 'changeResolver');
  const route = create('route', l10n.t('Route'), l10n.t('Change…'), 'changeRoute');
  const fill = (item: LanguageStatusItem, { title, detail }: StatusLine): void => {
    item.text = title;
    item.detail = detail;
  };

  return {
    items: [verified, resolver, route],
    async refresh(document) {
      const uri = document && 'uri' in document ? document.uri : document;
      const isInFront = () => window.activeTextEditor?.document.uri.toString() === uri?.toString();
      if (uri === undefined || !isInFront() || !client.isRunning()) return;
      const status = await client.sendRequest<VerifyStatus | null>(serverStatus, { uri: uri.toString() });
      // Another one may have come to the front while the server answered.
      if (status === null || !isInFront()) return;
      fill(verified, status.verified);
      fill(resolver, status.resolver);
      fill(route, status.route);
    },
    dispose() {
      for (const item of [verified, resolver, route]) item.dispose();
    },
  };
}
