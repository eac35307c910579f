import type { Explanation } from '../explain-log/explain-log';
import { codeSpan, prose, visible } from '../text/escape';
import { bulleted, paragraphs } from '../text/markdown';
import { counted, t } from '../text/translate';
import { type ExplainLogReport, entryOf } from './explain-log-json';
import { queryLevel } from './query-text';

const consequences: Readonly<Record<NonNullable<Explanation['cause']['consequence']>, string>> = {
  waits: 'mail waits in the queue',
  clear: 'mail goes in the clear',
  unauthenticated: 'mail goes out without authentication',
  bounces: 'mail bounces',
};

/** What is told of one explanation: a heading and rows by name; not escaped. */
interface Told {
  readonly heading: string;
  readonly rows: readonly (readonly [string, string])[];
}

/** For a person at a terminal. */
export function explainLogText(report: ExplainLogReport): string {
  const parts = report.log.explanations.map((explanation) => {
    const { heading, rows } = tell(explanation, report);
    const lines = rows.map(([name, text]) => `  ${`${name}:`.padEnd(10)}${visible(text, 1_000)}\n`);
    return `${visible(heading)}\n${lines.join('')}`;
  });
  const unknown = report.log.unexplained.map(
    ({ firstLine, count, text }) => `  ${linesOf(firstLine, count)}: ${visible(text, 1_000)}\n`,
  );
  if (unknown.length > 0) parts.push(`${t('Not known here, though it is about TLS:')}\n${unknown.join('')}`);
  return `${parts.join('\n')}${parts.length > 0 ? '\n' : ''}${summary(report)}\n`;
}

/** The same as a document. */
export function explainLogMarkdown(report: ExplainLogReport): string {
  const parts = report.log.explanations.map((explanation) => {
    const { heading, rows } = tell(explanation, report);
    const items = rows.map(
      ([name, text]) => `**${name}**: ${isQuoted(name) ? codeSpan(text, { limit: 1_000 }) : prose(text)}`,
    );
    return paragraphs([`## ${codeSpan(heading)}`, bulleted(items)]);
  });
  const unknown = report.log.unexplained.map(
    ({ firstLine, count, text }) => `${linesOf(firstLine, count)}: ${codeSpan(text, { limit: 1_000 })}`,
  );
  const rest = unknown.length === 0 ? [] : [t('Not known here, though it is about TLS:'), bulleted(unknown)];
  return `${paragraphs([`# ${t('The log, explained')}`, ...parts, ...rest, prose(summary(report))])}\n`;
}

/** Where lines stand that say the same. */
function linesOf(firstLine: number, count: number): string {
  return count === 1 ? t('line {0}', firstLine) : t('{0} times, first in line {1}', count, firstLine);
}

/** Words of others, and not of ours. */
function isQuoted(name: string): boolean {
  return name === t('entry') || name === t('log');
}

function tell(explanation: Explanation, { policyOf }: ExplainLogReport): Told {
  const { cause, key, destination, host, reason, fix, count, firstLine, lastLine, text } = explanation;
  const policy = policyOf(explanation);
  const entry = entryOf(policy);
  const about = [key ?? destination, host].filter((each) => each !== null).join(', ');
  const lines = count === 1 ? t('line {0}', firstLine) : t('{0} times, lines {1} to {2}', count, firstLine, lastLine);
  const consequence = cause.consequence === null ? '' : `: ${t(consequences[cause.consequence])}`;
  const acts = policy?.query ? ` (${queryLevel(policy.query)})` : '';
  const rows: readonly (readonly [string, string])[] = [
    [t('reason'), reason],
    [t('mend'), fix],
    [t('entry'), entry === null ? '' : `${placeOf(entry.table, entry.line)}: ${entry.key} ${entry.value}${acts}`],
    [t('policy'), entry === null && policy?.query ? t('main.cf: {0}', queryLevel(policy.query)) : ''],
    [t('log'), text],
  ];
  const heading =
    about === '' ? `${cause.id}${consequence}, ${lines}` : `${about}: ${cause.id}${consequence}, ${lines}`;
  return { heading, rows: rows.filter(([, value]) => value !== '') };
}

function placeOf(table: string, line: number | null): string {
  return line === null ? table : `${table}:${line}`;
}

function summary({ log: { explanations, lines, otherFailures, more } }: ExplainLogReport): string {
  const parts = [
    `${counted(lines, '1 line', '{0} lines')}, ${counted(explanations.length, '1 explanation', '{0} explanations')}.`,
    ...(more > 0 ? [t('{0} more explanations are left out.', more)] : []),
    ...(otherFailures > 0 ? [t('{0} deliveries failed for reasons that are not about TLS.', otherFailures)] : []),
  ];
  return parts.join(' ');
}
