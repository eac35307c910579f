import { env, l10n, type QuickPickItem, type Uri, window } from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import { describeAge } from '../../../server/src/text/age';
import type { Improvement } from '../../../server/src/verify/conversation';
import { section } from '../names';

/** The server's request and command; see `server/src/lsp/improvements.ts` and `improve-command.ts`. */
const serverImprovements = `${section}/improvements`;
const serverImprove = `${section}.server.improve`;

interface Choice extends QuickPickItem {
  readonly improvement: Improvement;
}

/**
 * Shows what the entries of a table could become by what verification saw, each ticked or not, and has the ticked ones written by one edit.
 * What rests on names from plain DNS is not ticked: who ticks it says yes to them. Resolves to the server's answer.
 */
export async function improveEntries(client: LanguageClient, uri: Uri): Promise<unknown> {
  const improvements = await client.sendRequest<readonly Improvement[]>(serverImprovements, { uri: uri.toString() });
  if (improvements.length === 0) {
    void window.showInformationMessage(
      l10n.t('No entry of this file is known to be weaker than it could be. Verify its entries first.'),
    );
    return undefined;
  }
  const chosen = await window.showQuickPick(improvements.map(toChoice), {
    title: l10n.t('Update Weaker Entries…'),
    placeHolder: l10n.t('Only what is ticked is written.'),
    canPickMany: true,
    matchOnDetail: true,
  });
  if (chosen === undefined || chosen.length === 0) return undefined;
  const entries = chosen.map(({ improvement: { key, occurrence, after } }) => ({ key, occurrence, after }));
  const params = { command: serverImprove, arguments: [{ uri: uri.toString(), entries }] };
  return client.sendRequest(ExecuteCommandRequest.type, params);
}

function toChoice(improvement: Improvement): Choice {
  const { before, after, words, reason, confirm, seenAt } = improvement;
  const age = describeAge(Date.now() - Date.parse(seenAt), env.language);
  const names =
    confirm.length === 0
      ? ''
      : ` ${l10n.t('The names {0} came from plain DNS: tick only if they are right.', confirm.join(', '))}`;
  return {
    label: after,
    description: `← ${before}`,
    detail: `${words}, ${age}. ${reason}${names}`,
    picked: confirm.length === 0,
    improvement,
  };
}
