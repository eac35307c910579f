import { visible } from '../../text/escape';
import { nearest } from '../../text/nearest';
import { t } from '../../text/translate';
import { type Answer, answersFor, answersOf, ofPipe } from '../answers';
import { inlineTableAt, keepsTable, listedInline } from '../inline-tables';
import { type ListedTable, withInnerTables } from '../whole-site';
import type { SiteReport, SiteRule } from './rule';

export const unansweredInPipemap: SiteRule = {
  id: 'unanswered-in-pipemap',
  title: 'Entry of a pipemap whose value the next table does not know',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `In a \`pipemap:\` what one table finds is the key for the next one, and what the last one finds is the policy. Where the next table has no such key, the whole finds
nothing, without a word: the destination has the policy of \`smtp_tls_security_level\`, or that of a table behind.`,
  bad: [
    {
      text: '==> main.cf <==\nsmtp_tls_policy_maps = pipemap:{inline:{example.org=stong}, inline:{strong=dane-only, weak=encrypt}}\n',
    },
  ],
  good: [
    {
      text: '==> main.cf <==\nsmtp_tls_policy_maps = pipemap:{inline:{example.org=strong}, inline:{strong=encrypt, weak=none}}\n',
    },
  ],
  check({ clients }, report) {
    for (const listed of listedInline(clients.map(({ tables }) => tables))) {
      for (const { reference, inner } of withInnerTables([listed])) {
        if (reference.type !== 'pipemap') continue;
        const [first, ...rest] = inner.map((each) => answersOf(each, listed));
        let before = first;
        for (const next of rest) {
          if (before === undefined) break;
          const lost = before.list.filter(({ text }) => answersFor(next, text).length === 0);
          const keys = next.list.flatMap(({ key }) => key?.text ?? []);
          if (before.isComplete && next.isComplete) for (const answer of lost) tell(answer, keys, listed, report);
          before = ofPipe(before, next);
        }
      }
    }
  },
};

/** An entry of a file is not looked at: others may read it, too. */
function tell({ key, text, parts }: Answer, keys: readonly string[], listed: ListedTable, report: SiteReport): void {
  const entry = parts.find((part) => part.entry !== null)?.entry ?? null;
  const table = inlineTableAt(listed, listed);
  if (entry === null || table === null) return;
  const meant = nearest(text, keys);
  const span = { start: entry.value.from, end: entry.value.from + entry.value.text.length };
  const edits = meant === null || parts.length > 1 ? [] : [{ span, newText: meant }];
  const inFile = edits.length > 0 && keepsTable(table, entry, edits) ? table.toFile(edits) : null;
  const value = visible(text, 60);
  const known = t('one of {0}', visible(keys.slice(0, 5).join(', '), 100));
  report(table.file, {
    span: table.spanOf(entry.value),
    message:
      key === null
        ? t(
            'The next table of the pipemap has no key {0}, so no destination gets a policy from it. Write {1}.',
            value,
            known,
          )
        : t(
            'The next table of the pipemap has no key {0}, so {1} gets no policy from it. Write {2}.',
            value,
            visible(key.text, 60),
            meant === null ? known : visible(meant, 60),
          ),
    ...(inFile === null
      ? {}
      : { fixes: [{ title: t('Write {0}', visible(meant ?? '', 60)), safe: false, edits: inFile }] }),
  });
}
