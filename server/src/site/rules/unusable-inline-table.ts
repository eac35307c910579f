import { insideBraces, readTable } from '../../maincf/table-reference';
import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { inlineTables } from '../inline-tables';
import type { SiteRule } from './rule';

export const unusableInlineTable: SiteRule = {
  id: 'unusable-inline-table',
  title: 'Table in main.cf that Postfix can not open',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: `The entries of an \`inline:\` table stand between braces, \`key=value\` without a blank, or each in braces of its own: \`{key = value}\`. Anything else
makes the table unusable: every lookup fails, and mail to every destination that no earlier table answers is deferred (4.7.5). A comma ends an entry, so that a value with
one needs braces, too. Behind the braces of \`static:{…}\` nothing may stand.

Where each entry is one key, an equals sign and a value, the braces that it lacks are a safe fix.`,
  bad: [
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{ example.org = may }\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{{example.org = may}, {example.net}}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy, inline:{}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = static:{encrypt}ciphers=high\n' },
  ],
  good: [
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{example.org=encrypt, example.net=encrypt}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{{example.org = encrypt ciphers=high}}\n' },
  ],
  check(site, report) {
    for (const table of inlineTables(site)) {
      const { type, file, span, text, defect } = table;
      if (defect === null) continue;
      const written = type === 'inline' ? withBraces(text) : null;
      const edits =
        written === null ? null : table.toFile([{ span: { start: 0, end: text.length }, newText: written }]);
      const message =
        type === 'static'
          ? t(
              'Postfix can not open this table ({0}): every lookup fails, and mail is deferred (4.7.5). Write the whole value inside of the braces.',
              visible(defect, 100),
            )
          : t(
              'Postfix can not open this table ({0}): every lookup fails, and mail is deferred (4.7.5). Write each entry as {1}.',
              visible(defect, 100),
              '{example.org = encrypt}',
            );
      report(file, {
        span,
        message,
        ...(edits === null || written === null
          ? {}
          : { fixes: [{ title: t('Write {0}', visible(written, 100)), safe: true, edits }] }),
      });
    }
  },
};

/** `inline:{{a = may}, {b = dane}}` of `inline:{a = may, b = dane}`; null where what is meant is not certain. */
function withBraces(text: string): string | null {
  const { name } = readTable(text);
  const body = insideBraces(name);
  if (body === null || /[{}]/.test(body.text)) return null;
  const entries = body.text
    .split(',')
    .map((entry) => /^\s*([^\s=]+)\s*=\s*([^\s=]+(?:\s+[^\s=]+=\S*)*)\s*$/.exec(entry));
  if (entries.some((entry) => entry === null)) return null;
  return `${text.slice(0, text.length - name.length)}{${entries.map((entry) => `{${entry?.[1]} = ${entry?.[2]}}`).join(', ')}}`;
}
