import { MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import { counted, t } from '../text/translate';
import type { ServerContext } from './context';
import { improvementsOf, isChosen } from './improvements';
import { plainMessage } from './plain-message';
import { asRecord } from './settings';
import { type Decision, writeEntries } from './write-entry';

/** What it answers. */
export interface ImproveResult {
  readonly outcome: 'written' | 'refused' | 'cancelled';
  readonly count: number;
  readonly message: string;
}

/**
 * Handles `postfixTlsPolicy.server.improve`: writes the chosen lines by one edit. Only what is still offered is written: an entry that
 * changed meanwhile, or of which something else was seen, stays as it is. Asks nobody on the network.
 */
export async function runImproveCommand(
  context: ServerContext,
  args: readonly unknown[] | undefined,
): Promise<ImproveResult> {
  const { uri, entries } = asRecord(args?.[0]);
  if (typeof uri !== 'string' || !Array.isArray(entries))
    return end(context, 'refused', 0, 'the argument needs a "uri" and "entries"');
  const chosen = (entries as unknown[]).flatMap((each) => {
    const { key, occurrence, after } = asRecord(each);
    const isName = typeof key === 'string' && typeof occurrence === 'number' && typeof after === 'string';
    return isName ? [{ key, occurrence, after }] : [];
  });
  const isWanted = isChosen(chosen);
  const wanted = (await improvementsOf(context, uri)).filter(({ improvement }) => isWanted(improvement));
  const written = await writeEntries(context, uri, context.verifying.ended, (model): Decision => {
    const [first, ...others] = wanted.flatMap(({ plan }) => plan(model) ?? []);
    if (first === undefined) return { refused: t('None of these entries is as it was; verify them again.') };
    return { entries: [first, ...others] };
  });
  if ('abandoned' in written) return { outcome: 'cancelled', count: 0, message: t('The document is gone.') };
  if (!('entries' in written)) return end(context, 'refused', 0, 'refused' in written ? written.refused : written.kept);
  const { length } = written.entries;
  const left = chosen.length - length;
  const message = counted(length, 'One entry was made stronger.', '{0} entries were made stronger.');
  return end(
    context,
    'written',
    length,
    left === 0 ? message : `${message} ${t('{0} stayed, since they are another now.', left)}`,
  );
}

function end(
  { connection }: ServerContext,
  outcome: ImproveResult['outcome'],
  count: number,
  message: string,
): ImproveResult {
  const type = outcome === 'written' ? MessageType.Info : MessageType.Warning;
  void connection.sendNotification(ShowMessageNotification.type, { type, message: plainMessage(message) });
  return { outcome, count, message };
}
