import { ConfigurationTarget, l10n, type QuickPickItem, type TextDocument, Uri, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { askFacts } from './document-facts';
import { section } from './names';

/**
 * Lets a person choose the lookup table type of the policy table in front, for its folder. Where a main.cf names the table,
 * that decides, and is what can be opened instead. Resolves to the chosen type, or to undefined.
 */
export async function chooseTableType(client: LanguageClient): Promise<string | undefined> {
  const document = window.activeTextEditor?.document;
  if (document?.languageId !== 'postfix-tls-policy') {
    void window.showInformationMessage(l10n.t('Open a tls_policy file to choose its lookup table type.'));
    return undefined;
  }
  const table = (await askFacts(client, document.uri))?.table;
  if (table?.mainCf) {
    void tellWhoDecides(table.mainCf, table.title);
    return undefined;
  }
  const configuration = workspace.getConfiguration(section, document);
  const set = configuration.get<string>('tableType', 'auto');
  const chosen = await window.showQuickPick(
    choices().map((choice) => ({ ...choice, ...(choice.label === set ? { description: l10n.t('set now') } : {}) })),
    {
      title: l10n.t('Lookup table type'),
      placeHolder: l10n.t(
        'The type by which main.cf names the table, as in smtp_tls_policy_maps = hash:/etc/postfix/tls_policy',
      ),
      matchOnDetail: true,
    },
  );
  if (chosen === undefined) return undefined;
  await configuration.update('tableType', chosen.label, targetFor(document));
  return chosen.label;
}

/** What each type changes (DATABASE_README, regexp_table(5), pcre_table(5)). */
function choices(): readonly QuickPickItem[] {
  const compiled = l10n.t('Compiled by postmap. Of two entries for one key the first one counts.');
  return [
    { label: 'auto', detail: l10n.t('As .postfix-tls-policy.json says, else by the content of the file.') },
    {
      label: 'texthash',
      detail: l10n.t('Read as it is. Two entries for one key make the whole table unusable, and all mail waits.'),
    },
    ...['hash', 'btree', 'lmdb', 'cdb'].map((label) => ({ label, detail: compiled })),
    { label: 'regexp', detail: l10n.t('Patterns in the syntax of POSIX. The first one that matches counts.') },
    { label: 'pcre', detail: l10n.t('Patterns in the syntax of Perl. The first one that matches counts.') },
  ];
}

async function tellWhoDecides(mainCf: string, type: string): Promise<void> {
  const open = l10n.t('Open main.cf');
  // Without its path: messages make links of what looks like one.
  const text = l10n.t('A main.cf names the table as {0}, which comes before every setting.', type);
  if ((await window.showInformationMessage(text, open)) === open) await window.showTextDocument(Uri.file(mainCf));
}

/** A file outside of every folder has the settings of the person. */
function targetFor({ uri }: TextDocument): ConfigurationTarget {
  return workspace.getWorkspaceFolder(uri) ? ConfigurationTarget.WorkspaceFolder : ConfigurationTarget.Global;
}
