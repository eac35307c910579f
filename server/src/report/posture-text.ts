import type { PostureSubject } from '../site/posture/posture';
import { visible } from '../text/escape';
import { t } from '../text/translate';
import {
  metInWords,
  type PostureReport,
  protectionInWords,
  settingInWords,
  sourceInWords,
  subjectInWords,
  tableInWords,
  threatInWords,
  withoutRepeats,
} from './posture-words';

/** A posture for a terminal. */
export function postureText({ posture }: PostureReport): string {
  const parts = posture.subjects.map(subjectText);
  if (posture.subjects.every(({ direction }) => direction === 'outgoing')) {
    parts.push(`${t('No mail is taken from other machines.')}\n`);
  }
  return parts.join('\n');
}

function subjectText(subject: PostureSubject): string {
  const tables = subject.tables.map((table) => row(t('entries'), `${table.table}: ${tableInWords(table)}`));
  const threats = withoutRepeats(subject).assessments.flatMap(
    ({ threat, protection, because, decidedBy, change, guidance }) => [
      `  ${threatInWords(threat)}: ${protectionInWords(protection)}\n`,
      row(t('why'), because),
      ...decidedBy.map((setting) => row(t('decided'), settingInWords(setting).join('  # '))),
      ...(change === null ? [] : [row(t('more'), change)]),
      ...guidance.map((each) => row(t('beside'), `${sourceInWords(each)}: ${each.says} [${metInWords(each.met)}]`)),
    ],
  );
  return [`${visible(subjectInWords(subject))}\n`, ...tables, ...threats].join('');
}

/** Without the marks of Markdown around what is to be written. */
function row(name: string, text: string): string {
  return `    ${`${name}:`.padEnd(10)}${visible(text.replaceAll('`', ''), 2_000)}\n`;
}
