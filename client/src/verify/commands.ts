import { commands, type Disposable, l10n, type Uri, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { section } from '../names';
import { changeResolver, changeRoute } from './change-way';
import { registerEvidenceCommands } from './evidence';
import { improveEntries } from './improve-entries';
import { isTable } from './tables';
import type { Verification } from './verification';

/** The commands of the palette that verify the table in front. */
export function registerVerifyCommands(client: LanguageClient, verification: Verification): readonly Disposable[] {
  return [
    commands.registerCommand(`${section}.changeResolver`, changeResolver),
    commands.registerCommand(`${section}.changeRoute`, changeRoute),
    ...registerEvidenceCommands(client, verification.tree),
    commands.registerCommand(`${section}.improveEntries`, async () => {
      const uri = tableInFront();
      return uri && improveEntries(client, uri);
    }),
    commands.registerCommand(`${section}.verifyFile`, async () => {
      const uri = tableInFront();
      if (uri) await verification.verifyTable(uri);
    }),
    commands.registerCommand(`${section}.verifyChanged`, async () => {
      const uri = tableInFront();
      const revision = uri && (await askRevision());
      if (uri && revision) await verification.verifyChanged(uri, revision);
    }),
  ];
}

/** Tells a person where there is none. */
function tableInFront(): Uri | undefined {
  const document = window.activeTextEditor?.document;
  if (document && isTable(document)) return document.uri;
  void window.showInformationMessage(l10n.t('Open a tls_policy file to verify its entries.'));
  return undefined;
}

function askRevision(): Thenable<string | undefined> {
  return window.showInputBox({
    title: l10n.t('Verify Entries Changed Since…'),
    prompt: l10n.t('A revision in git: the entries that differ from it are verified.'),
    placeHolder: 'origin/main',
    value: 'HEAD',
    validateInput: (text) =>
      text.trim() === '' ? l10n.t('Name a revision, for example HEAD or origin/main.') : undefined,
  });
}
