import { type DocumentFilter, type LanguageStatusItem, l10n } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { askFacts, type DocumentFacts } from './document-facts';
import { chooseTableTypeCommand, section } from './names';
import { createStatusItem, createStatusItems, type StatusItems } from './status-items';

/** Of VS Code itself. */
const settingsCommand = 'workbench.action.openSettings';

/** What the document in front is judged by. */
export function createDocumentStatus(client: LanguageClient, all: readonly DocumentFilter[]): StatusItems {
  const tables = all.filter(({ language }) => language === 'postfix-tls-policy');
  const table = createStatusItem(`${section}.tableType`, l10n.t('Lookup table type'), tables, {
    title: l10n.t('Choose…'),
    command: chooseTableTypeCommand,
  });
  const postfix = createStatusItem(`${section}.postfixVersion`, l10n.t('Release of Postfix'), all, {
    title: l10n.t('Choose…'),
    command: settingsCommand,
    arguments: [`${section}.postfixVersion`],
  });
  return createStatusItems(
    [table, postfix],
    (uri) => askFacts(client, uri),
    (facts) => {
      if (facts.table) fill(table, facts.table);
      fill(postfix, facts.postfix);
    },
  );
}

function fill(item: LanguageStatusItem, { title, reason }: DocumentFacts['postfix']): void {
  item.text = title;
  item.detail = reason;
}
