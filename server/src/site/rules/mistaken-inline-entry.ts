import { visible } from '../../text/escape';
import { foldCase } from '../../text/fold-case';
import { t } from '../../text/translate';
import { answersOf } from '../answers';
import { type InlineTableAt, inlineTablesIn, listedInline } from '../inline-tables';
import { strayAttributes } from '../stray-attributes';
import type { SiteReport, SiteRule } from './rule';

export const mistakenInlineEntry: SiteRule = {
  id: 'mistaken-inline-entry',
  title: 'Mistake in an entry of an inline table',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A blank or a comma ends an entry that has no braces of its own: \`inline:{example.org=secure match=.example.net}\` is an entry for \`example.org\`, at the
level alone, and one for \`match\`, which no next-hop has. A value without a word makes each lookup of its key fail, so that the mail is deferred (4.7.5); that of
\`static:{}\` is the answer to every key.

Levels, attributes and keys of \`inline:{…}\` and \`static:…\` are held against the rules about policy tables, as if they stood in a file.`,
  bad: [
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{example.org=secure match=.example.net}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{example.org=}\n' },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = inline:{example.org=dane} static:{}\n' },
  ],
  good: [
    {
      text: '==> main.cf <==\nsmtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt\nsmtp_tls_policy_maps = inline:{{example.org = secure match=.example.net}}\n',
    },
  ],
  check(site, report) {
    for (const listed of listedInline(site.clients.map(({ tables }) => tables))) {
      const answers = answersOf(listed).list.filter(({ text }) => text === '');
      const empty = new Set(answers.flatMap(({ parts }) => parts.map(({ entry }) => entry?.value.from)));
      for (const table of inlineTablesIn(listed)) {
        reportStray(table, report);
        reportEmpty(table, empty, report);
      }
    }
  },
};

/** @param empty where the values begin that come out of all tables without a word. */
function reportEmpty(table: InlineTableAt, empty: ReadonlySet<number | undefined>, report: SiteReport): void {
  const { type, file, span, own, entries, spanOf, hasNextHops } = table;
  const last = new Map(entries.map((entry) => [foldCase(entry.key.text), entry]));
  for (const { key, value } of last.values()) {
    if (type === 'inline' && key.text === '' && hasNextHops)
      report(file, {
        span: spanOf(value),
        message: t('No key stands before the equals sign: no next-hop has it.'),
      });
    // Without even braces it is no table, as the rules about main.cf tell.
    if (!empty.has(value.from) || own.text === 'static:') continue;
    report(file, type === 'static' ? { span, message: emptyAnswer() } : { span: spanOf(key), message: emptyValue() });
  }
}

function reportStray(table: InlineTableAt, report: SiteReport): void {
  for (const { attribute, owner, edits } of strayAttributes(table)) {
    const { from } = attribute.key;
    const text = `${attribute.key.text}=${attribute.value.text}`;
    const written = edits[0]?.newText ?? '';
    const placed = table.toFile(edits);
    report(table.file, {
      span: table.part(from, attribute.value.from + attribute.value.text.length),
      message: t(
        'The entry of {0} ends before {1}: it lacks braces, and so this is an entry of its own, which no next-hop finds. Write {2}.',
        visible(owner.key.text, 60),
        visible(text, 60),
        visible(written, 100),
      ),
      ...(placed === null
        ? {}
        : { fixes: [{ title: t('Write {0}', visible(written, 100)), safe: false, edits: placed }] }),
    });
  }
}

function emptyValue(): string {
  return t(
    'The value is empty, and so the lookup fails: mail to this destination is deferred (4.7.5). Write a level, such as encrypt.',
  );
}

function emptyAnswer(): string {
  return t(
    'The value is empty, and so every lookup fails: mail to each destination that no table before it answers is deferred (4.7.5). Write a level, such as static:encrypt.',
  );
}
