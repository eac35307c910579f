import { type VerifyOutcome, verifyOutcomes } from './outcome';
import type { ToldEntry } from './told-entry';

/** What is kept of a table that was verified. */
export interface ToldTable {
  readonly version: 1;
  readonly uri: string;
  readonly entries: readonly ToldEntry[];
}

/** Reads what was kept of a table; null for any other text. An entry that is not as it should be is left out. */
export function readToldTable(text: string, uri: string): ToldTable | null {
  const table = parseObject(text);
  if (table?.['version'] !== 1 || table['uri'] !== uri || !Array.isArray(table['entries'])) return null;
  return { version: 1, uri, entries: (table['entries'] as unknown[]).filter(isToldEntry) };
}

const texts = ['key', 'judged', 'words', 'expected', 'actual', 'verifiedAt'] as const satisfies (keyof ToldEntry)[];
const lists = ['details', 'nextHops'] as const satisfies (keyof ToldEntry)[];
const maybeTexts = ['better', 'seenAt'] as const satisfies (keyof ToldEntry)[];

function isToldEntry(value: unknown): value is ToldEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Readonly<Record<string, unknown>>;
  return (
    texts.every((name) => typeof entry[name] === 'string') &&
    maybeTexts.every((name) => entry[name] === null || typeof entry[name] === 'string') &&
    lists.every((name) => isTexts(entry[name])) &&
    (entry['goodSince'] === undefined || typeof entry['goodSince'] === 'string') &&
    Number.isInteger(entry['occurrence']) &&
    verifyOutcomes.includes(entry['outcome'] as VerifyOutcome)
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
