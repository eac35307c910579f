import type { VerifyOutcome } from './outcome';

/** For how long an entry has held that waits in a comment; kept from run to run. */
export interface CandidateRecord {
  /** The entry as it would be written: another line begins anew. */
  readonly line: string;
  /** The table in which it waits, as the run named it; absent where an earlier release did not say. */
  readonly table?: string;
  /** When the first and the last of the good runs ended between which no other one saw it fail; ISO 8601. */
  readonly firstGood: string;
  readonly lastGood: string;
  readonly runs: number;
}

/** Days for which a candidate has to hold before it is put in force. */
export const defaultCandidateDays = 14;
/** One look proves that it holds at one moment, however long ago that was. */
const fewestRuns = 2;
const day = 86_400_000;

/**
 * The record after one more run; null where it failed or protected less than it says, after which all begins anew. What could
 * not be tested is neither good nor bad.
 *
 * @param at when the look ended; null where nobody was asked.
 */
export function recordRun(
  record: CandidateRecord | null,
  line: string,
  outcome: VerifyOutcome,
  at: string | null,
): CandidateRecord | null {
  const known = record?.line === line ? record : null;
  if (outcome === 'fails' || outcome === 'weaker') return null;
  if (outcome === 'untested' || at === null) return known;
  // One that a clock which went wrong put into the future proves nothing.
  if (known === null || Date.parse(at) < Date.parse(known.lastGood))
    return { line, firstGood: at, lastGood: at, runs: 1 };
  // A look that an earlier run had already counted.
  if (at === known.lastGood) return known;
  return { ...known, lastGood: at, runs: known.runs + 1 };
}

/** Whether it has held for so many days. */
export function isProven(
  record: Pick<CandidateRecord, 'firstGood' | 'lastGood' | 'runs'> | null,
  days: number,
): boolean {
  if (record === null || record.runs < fewestRuns) return false;
  return Date.parse(record.lastGood) - Date.parse(record.firstGood) >= days * day;
}

/**
 * The records without those of candidates that are gone: promoted, deleted, or written otherwise. What waits in a table that
 * this run did not read stays, unless it is to be thrown away as well.
 *
 * @param waiting the lines of all candidates, by their tables
 */
export function withoutGone(
  records: readonly CandidateRecord[],
  waiting: ReadonlyMap<string, ReadonlySet<string>>,
  throwsAway: boolean,
): readonly CandidateRecord[] {
  const all = new Set([...waiting.values()].flatMap((lines) => [...lines]));
  return records.filter(
    ({ line, table }) => all.has(line) || (!throwsAway && (table === undefined || !waiting.has(table))),
  );
}

/** The records in a text that this program wrote; null where it is none. */
export function readRecords(text: string): readonly CandidateRecord[] | null {
  try {
    const value = JSON.parse(text) as { version?: unknown; candidates?: unknown } | null;
    if (value?.version !== 1 || !Array.isArray(value.candidates)) return null;
    const records = value.candidates as readonly Partial<CandidateRecord>[];
    const isRecord = ({ line, table, firstGood, lastGood, runs }: Partial<CandidateRecord>): boolean =>
      typeof line === 'string' &&
      ['string', 'undefined'].includes(typeof table) &&
      isTime(firstGood) &&
      isTime(lastGood) &&
      typeof runs === 'number';
    return records.every(isRecord) ? (records as readonly CandidateRecord[]) : null;
  } catch {
    return null;
  }
}

export function writeRecords(candidates: readonly CandidateRecord[]): string {
  return `${JSON.stringify({ version: 1, candidates }, null, 2)}\n`;
}

function isTime(text: string | undefined): boolean {
  return typeof text === 'string' && !Number.isNaN(Date.parse(text));
}
