import {
  type DocumentFilter,
  type DocumentSelector,
  type LanguageStatusItem,
  l10n,
  languages,
  type TextDocument,
  type Uri,
  window,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { askFacts, type DocumentFacts } from './document-facts';
import { chooseTableTypeCommand, section } from './names';

/** Of VS Code itself. */
const settingsCommand = 'workbench.action.openSettings';

/** Shows behind the `{}` of the status bar what the document in front is judged by. */
export interface DocumentStatus {
  readonly items: readonly LanguageStatusItem[];
  /** Asks the server anew, if the document is the one in front. */
  readonly refresh: (document: TextDocument | Uri | undefined) => Promise<void>;
  dispose(): void;
}

export function createDocumentStatus(client: LanguageClient, all: readonly DocumentFilter[]): DocumentStatus {
  const tables = all.filter(({ language }) => language === 'postfix-tls-policy');
  const table = createItem(`${section}.tableType`, l10n.t('Lookup table type'), tables);
  const postfix = createItem(`${section}.postfixVersion`, l10n.t('Release of Postfix'), all);
  table.command = { title: l10n.t('Choose…'), command: chooseTableTypeCommand };
  postfix.command = { title: l10n.t('Choose…'), command: settingsCommand, arguments: [`${section}.postfixVersion`] };

  return {
    items: [table, postfix],
    async refresh(document) {
      const uri = document && 'uri' in document ? document.uri : document;
      const isInFront = () => window.activeTextEditor?.document.uri.toString() === uri?.toString();
      if (uri === undefined || !isInFront()) return;
      const facts = await askFacts(client, uri);
      // Another one may have come to the front while the server answered.
      if (facts === null || !isInFront()) return;
      if (facts.table) fill(table, facts.table);
      fill(postfix, facts.postfix);
    },
    dispose() {
      table.dispose();
      postfix.dispose();
    },
  };
}

function createItem(id: string, name: string, selector: DocumentSelector): LanguageStatusItem {
  const item = languages.createLanguageStatusItem(id, selector);
  item.name = name;
  item.text = name;
  return item;
}

function fill(item: LanguageStatusItem, { title, reason }: DocumentFacts['postfix']): void {
  item.text = title;
  item.detail = reason;
}
