import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import { type AskPostconf, InstalledPostfixError, installedVersions } from '../language/installed-postfix';
import { assumedVersions, describeVersions, type PostfixVersions } from '../language/postfix-versions';
import { t } from '../text/translate';
import { plainMessage } from './plain-message';

/** Tells the release of the Postfix that is installed here; null where it is not to be had, which was told. Never rejects. */
export type InstalledPostfix = () => Promise<PostfixVersions | null>;

/**
 * The machine is asked when a document wants to know, once in the life of the server, and only in a trusted workspace: no
 * folder that somebody else wrote runs a program here. Each obstacle is told once.
 */
export function createInstalledPostfix(
  askPostconf: AskPostconf,
  isTrusted: () => boolean,
  connection: Pick<Connection, 'sendNotification'>,
): InstalledPostfix {
  const told = new Set<string>();
  let answer: Promise<PostfixVersions | null> | null = null;

  function tell(obstacle: string): null {
    if (told.has(obstacle)) return null;
    told.add(obstacle);
    const message = plainMessage(t('{0} Until then {1} is assumed.', obstacle, describeVersions(assumedVersions)));
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
    return null;
  }

  async function ask(): Promise<PostfixVersions | null> {
    try {
      return installedVersions(await askPostconf());
    } catch (error) {
      if (error instanceof InstalledPostfixError) return tell(error.message);
      throw error;
    }
  }

  return async () => {
    if (isTrusted()) return (answer ??= ask());
    return tell(t('To ask postconf which Postfix is installed needs a trusted workspace.'));
  };
}
