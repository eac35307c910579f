import { l10n, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { executeWithProgress } from './execute-command';
import { serverCheckMachine } from './names';

/** Asks for a domain whose mail servers may be connected to, and shows what this machine lets a probe see. */
export async function checkMachine(client: LanguageClient): Promise<unknown> {
  const domain = await window.showInputBox({
    title: l10n.t('Check This Machine’s View'),
    prompt: l10n.t(
      'A domain whose mail servers may be asked whether port 25 can be reached, best your own. Empty: none is asked.',
    ),
    placeHolder: 'example.org',
  });
  // Escape is no answer, and an empty one is.
  return domain === undefined ? undefined : executeWithProgress(client, serverCheckMachine, [{ domain }]);
}
