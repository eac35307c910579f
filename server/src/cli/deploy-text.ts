import type { Meeting, Overrides } from '../deploy/overrides';
import type { Plan } from '../deploy/plan';
import type { SiteReport } from '../deploy/site-report';
import { policyLanguage } from '../policy/language';
import { checkText } from '../report/check-text';
import { visible, wholeText } from '../report/escape';
import { kindWords } from '../report/review-words';
import { counted, t } from '../text/translate';

/** Of each kind; a mail of cron is to be read. */
const shown = 200;
const lineLimit = 1_000;

/** What changes for mail, and the errors of the list, for a terminal or the mail of cron. */
export function planText({ changes, errors }: Plan, path: string, text: string): string {
  const told = changes.map((change) => {
    const lines = [`${kindWords(change)} ${visible(change.subject, lineLimit)}`];
    if (change.before !== null) lines.push(`  - ${visible(change.before, lineLimit)}`);
    if (change.after !== null && change.kind !== 'order') lines.push(`  + ${visible(change.after, lineLimit)}`);
    lines.push(...change.effects.map((effect) => `    ${visible(effect, lineLimit)}`));
    return lines.join('\n');
  });
  const findings = checkText({
    path: visible(path, wholeText),
    language: policyLanguage.name,
    text,
    findings: errors.slice(0, shown),
  });
  return `${findings}${listed(told)}`;
}

/** `2 added, 1 weaker`; nothing changes for mail. */
export function summaryOf({ changes }: Plan): string {
  const counts = new Map<string, number>();
  for (const change of changes) counts.set(kindWords(change), (counts.get(kindWords(change)) ?? 0) + 1);
  if (counts.size === 0) return t('nothing changes for mail');
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}

/** Where the site's own table and the list meet. */
export function overridesText({ overridden, passedBy }: Overrides): string {
  const keyOf = ({ shared }: Meeting): string => visible(shared.key.text, lineLimit);
  return [
    listed(overridden.map((each) => t('{0}: the own entry stands for that of the list', keyOf(each)))),
    listed(
      passedBy.map((each) =>
        t(
          '{0}: the entry of the list stands before the own {1}, as Postfix asks all tables for the longer key first',
          keyOf(each),
          visible(each.own.key.text, lineLimit),
        ),
      ),
    ),
  ].join('');
}

/** What a client of the site makes of the list. */
export function siteText({ service, hidden, otherwise }: SiteReport): string {
  return [
    listed(
      hidden.map(({ entry, by }) =>
        t('{0}: {1} is dead, as {2} comes first', service, visible(entry.key.text, lineLimit), visible(by, lineLimit)),
      ),
    ),
    listed(
      otherwise.map(({ entry, actsAs, note }) => {
        const words = [service, visible(entry.key.text, lineLimit), visible(actsAs)] as const;
        return note === null ? t('{0}: {1} acts as {2}', ...words) : t('{0}: {1} acts as {2}: {3}', ...words, note);
      }),
    ),
  ].join('');
}

function listed(items: readonly string[]): string {
  const left = items.length - shown;
  const more = left > 0 ? [counted(left, 'and 1 more of this kind', 'and {0} more of this kind')] : [];
  return [...items.slice(0, shown), ...more].map((item) => `${item}\n`).join('');
}
