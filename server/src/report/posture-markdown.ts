import type { GuidanceHere } from '../site/posture/guidance';
import type { Assessment, PostureSubject } from '../site/posture/posture';
import type { DecidingSetting } from '../site/posture/setting';
import { shownTable } from '../site/shown-table';
import { codeSpan } from '../text/escape';
import { bulleted, paragraphs } from '../text/markdown';
import { t } from '../text/translate';
import { inWords, type PostureReport, withoutRepeats } from './posture-words';

/** A posture as a document: an overview of each direction first, then each threat with what decides it and what others say. */
export function postureMarkdown({ mainCf, posture }: PostureReport): string {
  return `${paragraphs([
    `# ${t('The TLS posture of this server')}`,
    t(
      'By {0}, without asking the network. Guidance is told by the editions that are named; a newer one may say more.',
      codeSpan(mainCf),
    ),
    ...posture.subjects.map(withoutRepeats).flatMap(subjectParts),
    ...(posture.subjects.every(({ direction }) => direction === 'outgoing')
      ? [t('No mail is taken from other machines.')]
      : []),
  ])}\n`;
}

function subjectParts(subject: PostureSubject): readonly string[] {
  const { assessments, tables } = subject;
  const overview = assessments.map(({ threat, protection, decidedBy }) => [
    inWords.threat(threat),
    `**${inWords.protection(protection)}**`,
    decidedBy.map((setting) => codeSpan(inWords.setting(setting)[0], { inTable: true })).join(', '),
  ]);
  return [
    `## ${inWords.subject(subject)}`,
    rows([t('Against'), t('Protection'), t('Decided by')], overview),
    ...(tables.length === 0
      ? []
      : [
          t('For destinations with an entry of their own the entry decides. Entries by level:'),
          bulleted(tables.map((table) => `${codeSpan(shownTable({ text: table.table }))}: ${inWords.table(table)}`)),
        ]),
    ...assessments.flatMap(assessmentParts),
  ];
}

function assessmentParts({ threat, protection, because, decidedBy, change, guidance }: Assessment): readonly string[] {
  return [
    `### ${inWords.threat(threat)}: ${inWords.protection(protection)}`,
    because,
    bulleted(decidedBy.map(settingItem)),
    change === null ? '' : `**${t('For more')}**: ${change}`,
    guidance.length === 0 ? '' : rows([t('Guidance'), t('Says'), t('Here')], guidance.map(guidanceRow)),
  ];
}

function settingItem(setting: DecidingSetting): string {
  const [text, origin] = inWords.setting(setting);
  return `${codeSpan(text)}: ${setting.place === null ? origin : codeSpan(origin)}`;
}

function guidanceRow(statement: GuidanceHere): readonly string[] {
  return [`[${inWords.source(statement)}](${statement.source.url})`, statement.says, inWords.met(statement.met)];
}

function rows(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(heads), row(heads.map(() => '---')), ...lines.map(row)].join('\n');
}
