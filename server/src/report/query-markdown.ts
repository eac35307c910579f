import type { Query } from '../site/query';
import { codeSpan } from '../text/escape';
import { bulleted, paragraphs } from '../text/markdown';
import { t } from '../text/translate';
import { queryLevel, queryRows } from './query-text';

/** As in the answer for a terminal. */
const longest = 2_000;

/** Answers about one next-hop as a document: services of one answer stand together. */
export function queryMarkdown(nextHop: string, mainCf: string, answers: readonly Query[]): string {
  const alike = new Map<string, Query[]>();
  for (const answer of answers) {
    const text = JSON.stringify([queryLevel(answer), queryRows({ ...answer, service: '' })]);
    alike.set(text, [...(alike.get(text) ?? []), answer]);
  }
  const parts = [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const names = group.map(({ service }) => codeSpan(service)).join(', ');
    const heading = alike.size > 1 ? [`## ${names}`] : [];
    const rows = queryRows(first).map(([name, text]) => `**${name}**: ${codeSpan(text, { limit: longest })}`);
    return [...heading, `**${codeSpan(queryLevel(first))}**`, bulleted(rows)];
  });
  return `${paragraphs([`# ${codeSpan(nextHop)}`, t('By {0}, without asking the network.', codeSpan(mainCf)), ...parts])}\n`;
}
