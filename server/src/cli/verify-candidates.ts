import type { ListConfig } from '../config/list-config';
import { type Candidate, candidatesOf, entryInPlaceOf, promote, readCandidate } from '../policy/candidate';
import type { PolicyDocument } from '../policy/document';
import { parsePolicy } from '../policy/parse';
import { compareValues } from '../review/compare-values';
import { decodeText } from '../text/decode';
import { createLineIndex } from '../text/line-index';
import { applyEdits } from '../text/span';
import { t } from '../text/translate';
import {
  type CandidateRecord,
  defaultCandidateDays,
  isProven,
  readRecords,
  recordRun,
  withoutGone,
  writeRecords,
} from '../verify/candidate-record';
import { isBad } from '../verify/outcome';
import type { EntryToVerify, VerifyResult } from '../verify/result';
import { openEvidenceFolder } from './evidence-folder';
import type { CliIo } from './io';
import type { OptionValues } from './option';
import { reasonOf } from './tell-failure';
import { UsageError } from './usage-error';
import type { verifyOptions } from './verify-options';
import type { CandidateToVerify, TableToVerify } from './verify-tables';

type Options = OptionValues<typeof verifyOptions>;

/** Keeps for how long candidates have held. */
const recordsName = '.candidates.json';

/** What became of the entries that wait in comments. */
export interface SettledCandidates {
  /** One for each. */
  readonly sentences: readonly string[];
  /** Whether a file could not be written. */
  readonly hasFailed: boolean;
}

/** Keeps what became of the entries that wait in comments, and puts those in force that are proven where that is asked for. */
export async function settleCandidates(
  tables: readonly TableToVerify[],
  results: ReadonlyMap<EntryToVerify, VerifyResult>,
  configOf: (path: string) => Pick<ListConfig, 'candidateDays'>,
  options: Options,
  io: CliIo,
): Promise<SettledCandidates> {
  const records = await keepRecords(tables, results, options, io);
  const sentences: string[] = [];
  let hasFailed = false;
  for (const table of tables) {
    const ready: CandidateToVerify[] = [];
    const own = configOf(table.file?.path ?? '.').candidateDays;
    const days = options['candidate-days'] ?? own ?? defaultCandidateDays;
    for (const each of table.candidates) {
      const result = results.get(each.entry);
      if (result === undefined) continue;
      const record = records.get(each.candidate.text) ?? null;
      const isReady = isProven(record, days) && (result.outcome === 'holds' || result.outcome === 'upgradable');
      if (isReady && options.promote) ready.push(each);
      else sentences.push(`${table.path}: ${describe(each.candidate, result, record, isReady, days)}`);
    }
    if (isWhole(options)) sentences.push(...unreadable(table).map((sentence) => `${table.path}: ${sentence}`));
    const promoted = await promoteAll(table, ready, io);
    sentences.push(...promoted.sentences.map((sentence) => `${table.path}: ${sentence}`));
    hasFailed ||= promoted.hasFailed;
  }
  return { sentences, hasFailed };
}

/** Whether all entries of the tables are verified. */
function isWhole({ only, 'changed-since': revision }: Options): boolean {
  return only.length === 0 && revision === null;
}

/** Whoever wrote these believes that they are looked at. */
function unreadable({ document }: TableToVerify): readonly string[] {
  const index = createLineIndex(document.text);
  return document.comments.flatMap((comment) => {
    const found = readCandidate(comment, document);
    if (found === null || !('problem' in found)) return [];
    const line = index.positionAt(comment.span.start).line + 1;
    return [t('the candidate of line {0} is not looked at, since it can not be read; check tells why', line)];
  });
}

/** Resolves to the records by their lines; none without a folder. Those of candidates that are gone go, too. */
async function keepRecords(
  tables: readonly TableToVerify[],
  results: ReadonlyMap<EntryToVerify, VerifyResult>,
  { evidence: folder, prune }: Options,
  io: CliIo,
): Promise<ReadonlyMap<string, CandidateRecord>> {
  if (folder === null) return new Map();
  const files = await openEvidenceFolder(folder, io);
  const text = await files.read(recordsName);
  if (text === null && tables.every(({ candidates }) => candidates.length === 0)) return new Map();
  const known = text === null ? [] : readRecords(text);
  if (known === null) {
    throw new UsageError(
      t(
        '--evidence: {0} holds no looks that this program reads; move it away to begin anew',
        `${folder}/${recordsName}`,
      ),
    );
  }
  const records = new Map(known.map((record) => [record.line, record]));
  for (const { path, candidates } of tables) {
    for (const { candidate, entry } of candidates) {
      const result = results.get(entry);
      if (result === undefined) continue;
      const record = recordRun(records.get(candidate.text) ?? null, candidate.text, result.outcome, result.seenAt);
      if (record === null) records.delete(candidate.text);
      else records.set(candidate.text, { ...record, table: path });
    }
  }
  const waiting = new Map(
    tables.map(({ path, document }) => [path, new Set(candidatesOf(document).map((each) => each.text))]),
  );
  await files.write(recordsName, writeRecords(withoutGone([...records.values()], waiting, prune)));
  return records;
}

function describe(
  { text }: Candidate,
  { outcome, reasons }: VerifyResult,
  record: CandidateRecord | null,
  isReady: boolean,
  days: number,
): string {
  const [reason] = reasons;
  if (isBad(outcome)) return t('the candidate "{0}" does not hold: {1}', text, reason?.text ?? '');
  if (outcome === 'untested') return t('the candidate "{0}" could not be tested: {1}', text, reason?.text ?? '');
  if (record === null) return t('the candidate "{0}" holds; with --evidence it is kept for how long', text);
  const since = record.firstGood.slice(0, 10);
  return isReady
    ? t('the candidate "{0}" has held since {1}: put it in force by --promote', text, since)
    : t('the candidate "{0}" has held since {1}, and has to for {2} days', text, since, days);
}

/** Writes the candidates into the file in one step; one that would not be stronger than the entry of its key stays. */
async function promoteAll(
  { document, file }: TableToVerify,
  ready: readonly CandidateToVerify[],
  io: CliIo,
): Promise<SettledCandidates> {
  if (ready.length === 0) return { sentences: [], hasFailed: false };
  const refusal = (reason: string): SettledCandidates => ({
    sentences: ready.map(({ candidate }) => failed(candidate, reason)),
    hasFailed: true,
  });
  if (file === null) return refusal(t('standard input is no file'));
  if (!decodeText(file.bytes).validUtf8) return refusal(t('the file is no UTF-8'));
  const sentences: string[] = [];
  const chosen: CandidateToVerify[] = [];
  const taken = new Set<string>();
  for (const each of ready) {
    const { key } = each.candidate.entry;
    const obstacle = taken.has(key.folded) ? t('another candidate has its key') : obstacleTo(document, each);
    if (obstacle !== null) sentences.push(failed(each.candidate, obstacle));
    else chosen.push(each);
    taken.add(key.folded);
  }
  if (chosen.length === 0) return { sentences, hasFailed: false };
  const edits = chosen.flatMap(({ candidate }) => promote(document, candidate, entryInPlaceOf(document, candidate)));
  const text = applyEdits(document.text, edits);
  const written = new Set(parsePolicy(text, { tableType: document.tableType }).entries.map(({ line }) => line.text));
  const undone = (reason: string): readonly string[] => [
    ...sentences,
    ...chosen.map(({ candidate }) => failed(candidate, reason)),
  ];
  // A line below that begins with a blank would become a part of the entry.
  if (chosen.some(({ candidate }) => !written.has(candidate.text))) {
    return { sentences: undone(t('the line below goes on with it')), hasFailed: false };
  }
  try {
    await io.replaceFile(file.path, file.bytes, new TextEncoder().encode(text));
    const done = chosen.map(({ candidate }) => t('the candidate "{0}" is in force now', candidate.text));
    return { sentences: [...sentences, ...done], hasFailed: false };
  } catch (error) {
    return { sentences: undone(reasonOf(error)), hasFailed: true };
  }
}

/** Never weaker by itself, and never with other attributes. */
function obstacleTo(document: PolicyDocument, { candidate, entry }: CandidateToVerify): string | null {
  const present = entryInPlaceOf(document, candidate);
  const value = candidate.entry.value.value;
  if (present === null || value === null) return null;
  const strength = compareValues(value, present.value.value, entry.folded, entry.sender);
  if (strength === 'stronger' || strength === 'equivalent') return null;
  return t('it is not simply stronger than "{0}", so a person has to choose', present.line.text);
}

function failed({ text }: Candidate, reason: string): string {
  return t('the candidate "{0}" was not put in force: {1}', text, reason);
}
