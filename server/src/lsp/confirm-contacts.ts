import { MessageType } from 'vscode-languageserver/node';
import { t } from '../text/translate';
import { ask, orAborted } from './announce';
import type { ServerContext } from './context';

/** Asks before many are asked, and names how many. No answer, and an editor that can't ask, is a no. */
export async function confirmContacts(context: ServerContext, nextHops: number, signal: AbortSignal): Promise<boolean> {
  const question = t(
    'Verify now? The name servers and mail servers of {0} domains will be contacted, one connection at a time for each server.',
    nextHops,
  );
  const verify = t('Verify');
  const answer = await orAborted(() => ask(context, MessageType.Warning, question, [verify, t('Cancel')]), signal);
  return answer === verify;
}
