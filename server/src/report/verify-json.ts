import { formatPolicyValue } from '../policy/entry';
import { createLineIndex, type LineIndex, type Position } from '../text/line-index';
import type { DeliveryOutcome, Reason } from '../verdict/verdict';
import type { Drift } from '../verify/drift';
import type { Expiry } from '../verify/expiry';
import type { VerifyOutcome } from '../verify/outcome';
import type { VerifyResult } from '../verify/result';
import type { UncheckedFile } from './check-result';
import { json } from './json';
import { betterOf, summarizeVerify, type VerifiedFile, type VerifyRun, type VerifySummary } from './verify-result';

/** The output of `verify --format json`; the published schema is schemas/verify.schema.json. */
export interface VerifyJson {
  readonly version: 1;
  readonly files: readonly VerifyJsonFile[];
  readonly unchecked: readonly UncheckedFile[];
  readonly notes: readonly string[];
  readonly summary: VerifySummary;
}

export interface VerifyJsonFile {
  readonly path: string;
  readonly entries: readonly VerifyJsonEntry[];
}

export interface VerifyJsonEntry {
  readonly key: string;
  readonly line: string;
  /** Zero-based, characters in UTF-16 code units, the end exclusive. */
  readonly range: { readonly start: Position; readonly end: Position };
  readonly outcome: VerifyOutcome;
  /** How mail goes out at the least; null where nobody was asked. */
  readonly delivery: DeliveryOutcome | null;
  readonly reasons: readonly Reason[];
  readonly better: { readonly kind: 'stronger' | 'advised'; readonly entry: string } | null;
  readonly drift: Drift | null;
  readonly expiring: readonly Expiry[];
  readonly looks: number;
  readonly seenAt: string | null;
}

export function toVerifyJson({ files, unchecked, notes }: VerifyRun): VerifyJson {
  return { version: 1, files: files.map(toFile), unchecked, notes, summary: summarizeVerify(files) };
}

export function verifyJson(run: VerifyRun): string {
  return json(toVerifyJson(run));
}

function toFile({ path, text, results }: VerifiedFile): VerifyJsonFile {
  const index = createLineIndex(text);
  return { path, entries: results.map((result) => toEntry(index, result)) };
}

function toEntry(index: LineIndex, result: VerifyResult): VerifyJsonEntry {
  const { entry, outcome, reasons, verification, drift, expiring, looks, seenAt } = result;
  const { key, line, span } = entry;
  const better = betterOf(result);
  return {
    key,
    line,
    range: { start: index.positionAt(span.start), end: index.positionAt(span.end) },
    outcome,
    delivery: verification?.delivery ?? null,
    reasons,
    better: better && { kind: better.kind, entry: `${key} ${formatPolicyValue(better.replacement.value)}` },
    drift,
    expiring,
    looks,
    seenAt,
  };
}
