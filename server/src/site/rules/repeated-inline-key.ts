import { visible } from '../../text/escape';
import { foldCase } from '../../text/fold-case';
import { t } from '../../text/translate';
import { inlineTables } from '../inline-tables';
import type { SiteRule } from './rule';

export const repeatedInlineKey: SiteRule = {
  id: 'repeated-inline-key',
  title: 'Two entries for one key in an inline table',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `Of two entries for one key in an \`inline:\` table the last one wins, and Postfix says nothing. That is the reverse of a compiled table, where the first one
wins. Keys are compared in lower case. Delete the one that is not meant.`,
  bad: [{ text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{{example.org = encrypt}, {Example.org = none}}\n' }],
  good: [{ text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{example.org=encrypt, .example.org=encrypt}\n' }],
  check(site, report) {
    for (const { file, entries, spanOf } of inlineTables(site)) {
      const last = new Map(entries.map((entry) => [foldCase(entry.key.text), entry]));
      for (const entry of entries) {
        const winner = last.get(foldCase(entry.key.text)) ?? entry;
        if (winner === entry) continue;
        report(file, {
          span: spanOf(entry.key),
          message: t(
            '{0} stands once more in this table, and in an inline table the last entry wins: this one has no effect, {1} has. Delete the one that is not meant.',
            visible(entry.key.text, 60),
            visible(winner.value.text, 60),
          ),
          related: [{ span: spanOf(winner.key), message: t('The entry that wins') }],
        });
      }
    }
  },
};
