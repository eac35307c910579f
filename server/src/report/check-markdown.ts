import type { Finding } from '../language/finding';
import { createLineIndex, type LineIndex } from '../text/line-index';
import { counted, t } from '../text/translate';
import { regionOf } from './check-region';
import type { CheckRun, ReportedFile } from './check-result';
import { describeSummary, summarize } from './check-summary';
import { codeSpan, prose } from './escape';
import { blocks, bullets, table } from './markdown';
import { takeWithin } from './take-within';

/** A comment of GitHub ends at 65,536 characters; together these stay below, with room for the headings. */
const limits = {
  findings: { count: 200, characters: 40_000 },
  unchecked: { count: 20, characters: 8_000 },
};
const messageLimit = 500;
const pathLimit = 200;

interface Row {
  readonly file: ReportedFile;
  readonly finding: Finding;
  readonly index: LineIndex;
}

const worstFirst = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Finding['severity'][];

/**
 * A summary to paste into a merge request: a table for each file with findings. Where there are too many for a comment the
 * worst are kept, and the last lines tell how much was left out.
 */
export function checkMarkdown({ files, unchecked }: CheckRun): string {
  const all = files.flatMap((file): readonly Row[] => {
    const index = createLineIndex(file.text);
    return file.findings.map((finding) => ({ file, finding, index }));
  });
  const ranked = worstFirst.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity));
  const headed = new Set<ReportedFile>();
  const kept = takeWithin(ranked, limits.findings, (row) => {
    const heading = headed.has(row.file) ? 0 : headingOf(row.file).length;
    headed.add(row.file);
    return heading + cellsOf(row).join(' | ').length;
  });
  const keptRows = new Set(kept);
  const inOrder = all.filter((row) => keptRows.has(row));
  const failures = takeWithin(
    // Cut before it is escaped, so that a thousand of them cost as little as what is shown.
    unchecked
      .slice(0, limits.unchecked.count)
      .map(({ path, reason }) => `${codeSpan(path, { limit: pathLimit })}: ${prose(reason, { limit: messageLimit })}`),
    limits.unchecked,
    (line) => line.length,
  );
  return `${blocks(
    t('# Check of the TLS policy'),
    `${describeSummary(summarize(files), files.length)}.`,
    unchecked.length > 0 ? t('## Could not be checked') : null,
    bullets(failures),
    leftOut(unchecked.length - failures.length, (left) =>
      counted(
        left,
        '*1 more file that could not be checked not shown here.*',
        '*{0} more files that could not be checked not shown here.*',
      ),
    ),
    ...files.flatMap((file) => {
      const rows = inOrder.filter((row) => row.file === file);
      if (rows.length === 0) return [];
      return [headingOf(file), table([t('Line'), t('Severity'), t('Rule'), t('What is wrong')], rows.map(cellsOf))];
    }),
    leftOut(ranked.length - kept.length, (left) =>
      counted(left, '*1 more finding not shown here.*', '*{0} more findings not shown here.*'),
    ),
  )}\n`;
}

function headingOf({ path }: ReportedFile): string {
  return `## ${codeSpan(path, { limit: pathLimit })}`;
}

function cellsOf({ finding: { rule, severity, message, span }, index }: Row): readonly string[] {
  const { startLine } = regionOf(index, span);
  return [
    String(startLine),
    severity,
    codeSpan(rule, { inTable: true }),
    prose(message, { inTable: true, limit: messageLimit }),
  ];
}

function leftOut(count: number, tell: (left: number) => string): string | null {
  return count === 0 ? null : tell(count);
}
