import type { Finding } from '../../language/finding';
import type { PostfixVersions } from '../../language/postfix-versions';
import type { InlineEntry } from '../../maincf/inline-table';
import { policyLanguage } from '../../policy/language';
import { foldCase } from '../../text/fold-case';
import { t } from '../../text/translate';
import { inlineTables } from '../inline-tables';
import type { SiteRule } from './rule';

export const mistakenInlineEntry: SiteRule = {
  id: 'mistaken-inline-entry',
  title: 'Mistake in an entry of an inline table',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `An entry of an \`inline:\` table is an entry like those of a file: a value that Postfix refuses defers the mail to that destination (4.7.5), and a key that no
next-hop has is never found. What the rules about policy tables call an error there is one here.

A blank ends an entry that has no braces of its own: \`inline:{example.org=secure match=.example.net}\` is an entry for \`example.org\` and one for \`match\`.`,
  bad: [
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{example.org=securee}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{*.example.org=encrypt}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{example.org=secure match=.example.net}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{{example.org = secure matches=.example.net}}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{example.org=}\n' },
  ],
  good: [
    {
      text: '==> main.cf <==\nsmtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt\nsmtp_tls_policy_maps = inline:{{example.org = secure match=.example.net}}\n',
    },
  ],
  check(site, report) {
    for (const { file, entries, spanOf } of inlineTables(site)) {
      const last = new Map(entries.map((entry) => [foldCase(entry.key.text), entry]));
      for (const { key, value } of last.values()) {
        if (value.text === '') {
          report(file, { span: spanOf(key), message: emptyValue() });
          continue;
        }
        for (const { span, message } of errorsIn({ key, value }, site.versions)) {
          const [part, start] = span.start > key.text.length ? [value, key.text.length + 1] : [key, 0];
          const from = Math.min(span.start - start, part.text.length);
          report(file, {
            span: spanOf({ text: part.text.slice(from, span.end - start), from: part.from + from }),
            message,
          });
        }
      }
    }
  },
};

function emptyValue(): string {
  return t(
    'The value is empty, and so the lookup fails: mail to this destination is deferred (4.7.5). Write a level, such as encrypt.',
  );
}

/** What the rules about tables say of the entry as a line of one, its spans counted from the key. */
function errorsIn({ key, value }: InlineEntry, postfixVersions: PostfixVersions): readonly Finding[] {
  // As lines, these would be a comment, a continued line and a quoted key.
  if (key.text === '' || /^#|"/.test(key.text)) return [];
  const document = policyLanguage.parse(`${key.text} ${value.text}\n`, { tableType: 'hash' });
  const findings = policyLanguage.check(document, { severities: {}, postfixVersions });
  return findings.filter(({ severity }) => severity === 'error');
}
