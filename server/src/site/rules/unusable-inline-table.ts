import { insideBraces, readTable } from '../../maincf/table-reference';
import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { type InlineType, inlineTables } from '../inline-tables';
import type { SiteRule } from './rule';

export const unusableInlineTable: SiteRule = {
  id: 'unusable-inline-table',
  title: 'Table in main.cf that Postfix can not open',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: `The entries of an \`inline:\` table stand between braces, \`key=value\` without a blank, or each in braces of its own: \`{key = value}\`. Anything else
makes the table unusable: every lookup fails, and mail to every destination that no earlier table answers is deferred (4.7.5). A comma ends an entry, so that a value with
one needs braces, too. Behind the braces of \`static:{…}\`, \`randmap:{…}\`, \`unionmap:{…}\` and \`pipemap:{…}\` nothing may stand, and
between those of the last three something has to. A table inside of another one that can't be opened makes the lookups fail that come to it.

Where each entry is one key, an equals sign and a value, the braces that it lacks are a safe fix.`,
  bad: [
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{ example.org = may }\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{{example.org = may}, {example.net}}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy, inline:{}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = static:{encrypt}ciphers=high\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = unionmap:{inline:{ example.org = encrypt }}\n' },
  ],
  good: [
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{example.org=encrypt, example.net=encrypt}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{{example.org = encrypt ciphers=high}}\n' },
  ],
  check(site, report) {
    for (const table of inlineTables(site)) {
      const { type, file, span, own, defect } = table;
      if (defect === null) continue;
      const written = type === 'inline' ? withBraces(own.text) : null;
      const place = { start: own.from, end: own.from + own.text.length };
      const edits = written === null ? null : table.toFile([{ span: place, newText: written }]);
      const message = messageFor(type, visible(defect, 100));
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

function messageFor(type: InlineType, defect: string): string {
  switch (type) {
    case 'static':
      return t(
        'Postfix can not open this table ({0}): every lookup fails, and mail is deferred (4.7.5). Write the whole value inside of the braces.',
        defect,
      );
    case 'inline':
      return t(
        'Postfix can not open this table ({0}): every lookup fails, and mail is deferred (4.7.5). Write each entry as {1}.',
        defect,
        '{example.org = encrypt}',
      );
    case 'randmap':
    case 'unionmap':
    case 'pipemap':
      return t(
        'Postfix can not open this table ({0}): every lookup fails, and mail is deferred (4.7.5). Write {1}.',
        defect,
        type === 'randmap' ? 'randmap:{dane, encrypt}' : `${type}:{texthash:/etc/postfix/tls_policy, static:encrypt}`,
      );
  }
}

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
