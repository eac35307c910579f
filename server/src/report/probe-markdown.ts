import { t } from '../text/translate';
import type { Advice } from '../verdict/advice';
import { codeSpan, wholeText } from './escape';
import { adviceSection, evidenceMarkdown, letterSection, untestedSection } from './evidence-markdown';
import { headline } from './evidence-words';
import { marks } from './fact';
import { blocks, table } from './markdown';
import { type OwnVerdict, ownVerdictSection } from './own-verdict';
import type { ProbedNextHop } from './probe-result';

/**
 * A report to paste into a merge request: for one next-hop all that was seen; for several a table, then the verdict and
 * the reasons of each.
 */
export function probeMarkdown(results: readonly ProbedNextHop[], own: OwnVerdict | null = null): string {
  const [only] = results;
  if (!only) return '';
  if (results.length === 1) return evidenceMarkdown(only.evidence, only.advice, own);
  return `${blocks(
    t('# Probe results'),
    own === null ? '' : ownVerdictSection(own),
    table([t('Next-hop'), t('Verdict'), t('Entry')], results.map(summaryRow)),
    ...results.map(({ evidence, advice }) =>
      blocks(
        `## ${codeSpan(evidence.nextHop)}`,
        adviceSection(advice, 3),
        letterSection(evidence, advice, 3),
        untestedSection(evidence, 3),
      ),
    ),
  )}\n`;
}

function summaryRow({ evidence, advice }: ProbedNextHop): readonly string[] {
  return [
    codeSpan(evidence.nextHop, { inTable: true }),
    `${marks[headline(advice).tone]} ${verdictCell(advice)}`,
    advice.entry === null ? '—' : codeSpan(advice.entry, { inTable: true, limit: wholeText }),
  ];
}

function verdictCell(advice: Advice): string {
  return advice.status === 'found' && advice.confirm.length > 0 ? t('confirm its names') : headline(advice).text;
}
