import type { PostureSubject } from '../site/posture/posture';
import { shownTable } from '../site/shown-table';
import { visible } from '../text/escape';
import { t } from '../text/translate';
import { inWords, type PostureReport, withoutRepeats } from './posture-words';

/** A posture for a terminal. */
export function postureText({ posture }: PostureReport): string {
  const parts = posture.subjects.map(subjectText);
  if (posture.subjects.every(({ direction }) => direction === 'outgoing')) {
    parts.push(`${t('No mail is taken from other machines.')}\n`);
  }
  return parts.join('\n');
}

function subjectText(subject: PostureSubject): string {
  const tables = subject.tables.map((table) =>
    row(t('entries'), `${shownTable({ text: table.table })}: ${inWords.table(table)}`),
  );
  const threats = withoutRepeats(subject).assessments.flatMap(
    ({ threat, protection, because, decidedBy, change, guidance }) => [
      `  ${inWords.threat(threat)}: ${inWords.protection(protection)}\n`,
      row(t('why'), because),
      ...decidedBy.map((setting) => row(t('decided'), inWords.setting(setting).join('  # '))),
      ...(change === null ? [] : [row(t('more'), change)]),
      ...guidance.map((each) => row(t('beside'), `${inWords.source(each)}: ${each.says} [${inWords.met(each.met)}]`)),
    ],
  );
  return [`${visible(inWords.subject(subject))}\n`, ...tables, ...threats].join('');
}

/** Without the marks of Markdown around what is to be written. */
function row(name: string, text: string): string {
  return `    ${`${name}:`.padEnd(10)}${visible(text.replaceAll('`', ''), 2_000)}\n`;
}
