import { compareVersions } from '../../language/postfix-versions';
import { parameterFacts } from '../../postfix/parameters';
import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { allTables } from '../table-reference';
import type { MainCfDocumentRule } from './rule';
import { placeOf, settingsOf } from './setting-rule';

export const berkeleyDbTable: MainCfDocumentRule = {
  id: 'berkeley-db-table',
  scope: 'document',
  title: 'Table of Berkeley DB, which new systems lack',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `\`hash:\` and \`btree:\` need Berkeley DB, which distributions take out of their newer releases; Postfix 3.11 has tools for the change (NON_BERKELEYDB_README). Without it the table can't be opened,
and mail is deferred. Write \`lmdb:\` (or \`cdb:\`), and make the index anew with \`postmap lmdb:/etc/postfix/tls_policy\`. The rule speaks where the files are said to be for
Postfix 3.11 or newer; \`postconf -m\` tells what a machine has.`,
  bad: [{ text: '# tls-policy-lint: postfix 3.11-\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n' }],
  good: [
    { text: '# tls-policy-lint: postfix 3.11-\nsmtp_tls_policy_maps = lmdb:/etc/postfix/tls_policy\n' },
    { text: '# tls-policy-lint: postfix 3.7\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n' },
  ],
  check(document, report, context) {
    const { postfix } = context;
    if (!postfix.stated || compareVersions(postfix.from, '3.11') < 0) return;
    const { of } = settingsOf(document, context);
    for (const [name, parameter] of document.effective) {
      const kind = parameterFacts(name)?.class;
      if (kind !== 'table' && kind !== 'table-list') continue;
      const found = allTables(of(name) ?? '').find(({ type }) => type === 'hash' || type === 'btree');
      if (found === undefined) continue;
      report({
        span: placeOf(parameter),
        message: t(
          '{0} needs Berkeley DB, which many systems with Postfix 3.11 lack. Write lmdb: where postconf -m does not list {1}.',
          visible(found.text, 60),
          found.type ?? '',
        ),
      });
    }
  },
};
