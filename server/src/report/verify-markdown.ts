import { createLineIndex } from '../text/line-index';
import { counted, t } from '../text/translate';
import type { VerifyResult } from '../verify/result';
import { codeSpan, prose } from './escape';
import { blocks, bullets, table } from './markdown';
import { takeWithin } from './take-within';
import { isUnsteady, type VerifyRun } from './verify-result';
import { describeVerify, outcomeWords, verifyDetails } from './verify-words';

/** A comment of GitHub ends at 65,536 characters; together these stay below, with room for the headings. */
const limits = {
  rows: { count: 300, characters: 45_000 },
  unchecked: { count: 20, characters: 6_000 },
};
const textLimit = 300;
const pathLimit = 200;

interface Row {
  readonly result: VerifyResult;
  readonly place: string;
}

/** An entry stands in the first section that it belongs to. */
const sections: readonly {
  readonly title: (days: number) => string;
  readonly has: (result: VerifyResult) => boolean;
}[] = [
  { title: () => t('Newly failing'), has: ({ drift }) => drift === 'newly-failing' || drift === 'newly-weaker' },
  // Those that a run before saw fail, too, and all of a first run.
  { title: () => t('Failing'), has: ({ outcome }) => outcome === 'fails' || outcome === 'weaker' },
  { title: () => t('Recovered'), has: ({ drift }) => drift === 'recovered' },
  {
    title: (days) => t('Certificates that end within {0} days', days),
    has: ({ expiring }) => expiring.length > 0,
  },
  { title: () => t('Could be stronger'), has: ({ outcome }) => outcome === 'upgradable' },
  { title: () => t('Could not be tested'), has: ({ outcome }) => outcome === 'untested' },
  { title: () => t('Not steady'), has: isUnsteady },
];

/** A summary of what drifted, to keep as the artefact of a schedule or to paste somewhere. */
export function verifyMarkdown({ files, unchecked, notes, days }: VerifyRun): string {
  const all = files.flatMap(({ path, text, results }) => {
    const index = createLineIndex(text);
    return results.map(
      (result): Row => ({ result, place: `${path}:${index.positionAt(result.entry.span.start).line + 1}` }),
    );
  });
  const sorted = sections.map(({ title, has }, number) => ({
    title: title(days),
    rows: all.filter(({ result }) => has(result) && !sections.slice(0, number).some((before) => before.has(result))),
  }));
  const ranked = sorted.flatMap(({ rows }) => rows);
  const shown = new Set(
    takeWithin(ranked.slice(0, limits.rows.count), limits.rows, (row) => cellsOf(row).join(' | ').length),
  );
  const failures = takeWithin(
    unchecked
      .slice(0, limits.unchecked.count)
      .map(({ path, reason }) => `${codeSpan(path, { limit: pathLimit })}: ${prose(reason, { limit: textLimit })}`),
    limits.unchecked,
    (line) => line.length,
  );
  return `${blocks(
    `# ${t('Verification of the TLS policy')}`,
    `${describeVerify(files)}.`,
    ...notes.map((note) => prose(note)),
    unchecked.length > 0 ? `## ${t('Could not be read')}` : null,
    bullets(failures),
    ...sorted.flatMap(({ title, rows }) => {
      const kept = rows.filter((row) => shown.has(row));
      if (kept.length === 0) return [];
      return [`## ${title}`, table([t('Entry'), t('Outcome'), t('Why'), t('Where')], kept.map(cellsOf))];
    }),
    leftOut(ranked.length - shown.size),
  )}\n`;
}

function cellsOf({ result, place }: Row): readonly string[] {
  const inTable = { inTable: true, limit: textLimit };
  return [
    codeSpan(result.entry.line, inTable),
    outcomeWords(result),
    verifyDetails(result)
      .map((detail) => prose(detail, inTable))
      .join('<br>'),
    codeSpan(place, inTable),
  ];
}

function leftOut(count: number): string | null {
  return count === 0
    ? null
    : counted(
        count,
        '*1 more entry not shown here; --format json has all.*',
        '*{0} more entries not shown here; --format json has all.*',
      );
}
