import type { Others, ReportedFinding } from '../../language/rule';
import { foldCase } from '../../text/fold-case';
import { t } from '../../text/translate';
import type { PolicyEntry } from '../document';
import { storedEntry } from './parent-entry';
import { quoted, rewriteIfKnown } from './rule';

/** What to do about an entry that no next-hop finds: the end of its message, and how its finding goes on. */
export interface Revival {
  readonly advice: string;
  readonly rest: Pick<ReportedFinding, 'fixes' | 'related'>;
}

/**
 * To write the key that was meant. Where that has an entry of its own already nothing of the kind is offered: the two would be
 * duplicates, of which the first wins and which make a texthash table unusable.
 *
 * @param sound the key that was probably meant; null where none can be told.
 */
export function revivalOf({ key }: PolicyEntry, sound: string | null, others: Others<PolicyEntry>): Revival {
  if (sound === null) return { advice: t('Write the next-hop alone.'), rest: {} };
  const twin = storedEntry(others, foldCase(sound));
  if (twin === null) return { advice: t('Write {0}.', quoted(sound)), rest: rewriteIfKnown(key.span, sound) };
  return {
    advice: t('There is an entry for {0} already: delete this line.', quoted(sound)),
    rest: { related: [{ span: twin.key.span, message: t('The entry for {0} that is asked for', sound) }] },
  };
}
