import type { Finding, Severity } from '../language/finding';
import type { LanguageName } from '../language/language';
import { rulePage } from '../languages/languages';
import { createLineIndex, type LineIndex, type Position } from '../text/line-index';
import type { Span } from '../text/span';
import type { CheckedFile } from './check-result';
import { type CheckSummary, summarize } from './check-summary';
import { json } from './json';

/** The output of `check --format json`; the published schema is schemas/check.schema.json. */
export interface CheckJson {
  readonly version: 1;
  readonly files: readonly CheckJsonFile[];
  readonly summary: CheckSummary;
}

export interface CheckJsonFile {
  readonly path: string;
  readonly language: LanguageName;
  readonly findings: readonly CheckJsonFinding[];
}

export interface CheckJsonFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  /** The rule's page, as a path in the package. */
  readonly docs: string;
  /** Other places that the finding is about, such as the first of two equal keys. */
  readonly related?: readonly { readonly message: string; readonly range: Range }[];
  /** The first safe fix, else the first that a person may choose. */
  readonly fix?: {
    readonly safe: boolean;
    readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  };
}

/** Zero-based, characters in UTF-16 code units, the end exclusive, as in the language server protocol. */
interface Range {
  readonly start: Position;
  readonly end: Position;
}

export function toCheckJson(files: readonly CheckedFile[]): CheckJson {
  return { version: 1, files: files.map(toFile), summary: summarize(files) };
}

export function checkJson(files: readonly CheckedFile[]): string {
  return json(toCheckJson(files));
}

function toFile({ path, language, text, findings }: CheckedFile): CheckJsonFile {
  const index = createLineIndex(text);
  return { path, language, findings: findings.map((finding) => toFinding(index, finding)) };
}

function toFinding(index: LineIndex, { rule, severity, message, span, related, fixes }: Finding): CheckJsonFinding {
  const fix = fixes?.find(({ safe }) => safe) ?? fixes?.[0];
  return {
    rule,
    severity,
    message,
    range: toRange(index, span),
    docs: rulePage(rule),
    ...(related && related.length > 0
      ? { related: related.map((place) => ({ message: place.message, range: toRange(index, place.span) })) }
      : {}),
    ...(fix
      ? {
          fix: {
            safe: fix.safe,
            edits: fix.edits.map((edit) => ({ range: toRange(index, edit.span), newText: edit.newText })),
          },
        }
      : {}),
  };
}

function toRange(index: LineIndex, { start, end }: Span): Range {
  return { start: index.positionAt(start), end: index.positionAt(end) };
}
