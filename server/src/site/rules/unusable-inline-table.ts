import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { inlineTables } from '../inline-tables';
import type { SiteRule } from './rule';

export const unusableInlineTable: SiteRule = {
  id: 'unusable-inline-table',
  title: 'Inline table that Postfix can not open',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `The entries of an \`inline:\` table stand between braces, \`key=value\` without a blank, or each in braces of its own: \`{key = value}\`. Anything else
makes the table unusable: every lookup fails, and mail to every destination that no earlier table answers is deferred (4.7.5). A comma ends an entry, so that a value with
one needs braces, too.`,
  bad: [
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{ example.org = may }\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{{example.org = may}, {example.net}}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy, inline:{}\n' },
  ],
  good: [
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{example.org=encrypt, example.net=encrypt}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{{example.org = encrypt ciphers=high}}\n' },
  ],
  check(site, report) {
    for (const { file, span, defect } of inlineTables(site)) {
      if (defect === null) continue;
      report(file, {
        span,
        message: t(
          'Postfix can not open this table ({0}): every lookup fails, and mail is deferred (4.7.5). Write each entry as {1}.',
          visible(defect, 100),
          '{example.org = encrypt}',
        ),
      });
    }
  },
};
