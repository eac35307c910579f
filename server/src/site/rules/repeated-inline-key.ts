import type { Fix } from '../../language/finding';
import type { InlineEntry } from '../../maincf/inline-table';
import { visible } from '../../text/escape';
import { foldCase } from '../../text/fold-case';
import { t } from '../../text/translate';
import { deletionIn, type InlineTableAt, inlineTables } from '../inline-tables';
import { strayAttributes } from '../stray-attributes';
import type { SiteRule } from './rule';

export const repeatedInlineKey: SiteRule = {
  id: 'repeated-inline-key',
  title: 'Two entries for one key in an inline table',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Of two entries for one key in an \`inline:\` table the last one wins, and Postfix says nothing. That is the reverse of a compiled table, where the first one
wins. Keys are compared in lower case. Delete the one that is not meant.`,
  bad: [{ text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{{example.org = encrypt}, {Example.org = none}}\n' }],
  good: [{ text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{example.org=encrypt, .example.org=encrypt}\n' }],
  check(site, report) {
    for (const table of inlineTables(site)) {
      const { type, file, entries, spanOf } = table;
      if (type !== 'inline') continue;
      const last = new Map(entries.map((entry) => [foldCase(entry.key.text), entry]));
      const stray = new Set(strayAttributes(table).map(({ attribute }) => attribute));
      for (const entry of entries) {
        const winner = last.get(foldCase(entry.key.text)) ?? entry;
        if (winner === entry || stray.has(entry)) continue;
        const next = entries.slice(entries.indexOf(entry) + 1).find(({ key }) => sameKey(key.text, entry.key.text));
        report(file, {
          span: spanOf(entry.key),
          message: t(
            '{0} stands once more in this table, and in an inline table the last entry wins: this one has no effect, {1} has. Delete the one that is not meant.',
            visible(entry.key.text, 60),
            visible(winner.value.text, 60),
          ),
          related: [{ span: spanOf(winner.key), message: t('The entry that wins') }],
          fixes: [
            ...deletion(table, entry, t('Delete this entry, so that {0} applies', visible(winner.value.text, 60))),
            ...(next === winner
              ? deletion(table, winner, t('Delete the later entry, so that {0} applies', visible(entry.value.text, 60)))
              : []),
          ],
        });
      }
    }
  },
};

function sameKey(one: string, other: string): boolean {
  return foldCase(one) === foldCase(other);
}

/** Which of them is meant, only a person knows. */
function deletion(table: InlineTableAt, entry: InlineEntry, title: string): readonly Fix[] {
  const edits = deletionIn(table, entry);
  return edits === null ? [] : [{ title, safe: false, edits }];
}
