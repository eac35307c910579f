import type { Position, Range } from 'vscode-languageserver/node';
import { asRecord } from './settings';

/** The one argument of `postfixTlsPolicy.server.probe`. */
export interface ProbeRequest {
  readonly uri: string;
  /** The document's version that the action was offered for; a later one is fine as long as the key is still there. */
  readonly version?: number;
  /** The entry's key, as Postfix looks it up. Either this or a position. */
  readonly key?: string;
  /** Which of several entries with this key, counted from 0. */
  readonly occurrence?: number;
  /** A place inside the entry, for editors that have no code action at hand. */
  readonly position?: Position;
}

/** What `postfixTlsPolicy.server.probe` answers. */
export interface ProbeResult {
  /**
   * `inserted`: the line was written. `kept`: the entry stays, it is as good or must not be changed unasked. `none`:
   * nothing can be guaranteed. `untested`: could not be tested. `cancelled`: by a person, or the document was closed.
   * `refused`: the probe or the edit was not possible.
   */
  readonly outcome: 'inserted' | 'kept' | 'none' | 'untested' | 'cancelled' | 'refused';
  /** The line that was inserted or is advised; null without one. */
  readonly entry: string | null;
  /** What the person was told, or would be. */
  readonly message: string;
}

/** The argument of the same command for the domains without an entry in a selection. */
export interface SelectionRequest {
  readonly uri: string;
  /** The document's version that the range is meant for; another one is refused. */
  readonly version?: number;
  readonly range: Range;
}

/** What it answers then. */
export interface SelectionResult extends ProbeResult {
  readonly entry: null;
  /** The lines that were inserted. */
  readonly entries: readonly string[];
}

/** The end of a command that came to no conclusion. */
export interface Unfinished {
  readonly outcome: 'refused' | 'cancelled';
  readonly entry: null;
  readonly message: string;
}

/** Reads the arguments of the command; a text tells what is wrong with them. */
export function readProbeRequest(args: readonly unknown[] | undefined): ProbeRequest | string {
  const { uri, version, key, occurrence, position } = asRecord(args?.[0]);
  if (typeof uri !== 'string') return 'the argument needs a "uri"';
  if (typeof key !== 'string' && !isPosition(position)) return 'the argument needs a "key" or a "position"';
  return {
    uri,
    ...(isCount(version) ? { version } : {}),
    ...(typeof key === 'string' ? { key } : {}),
    ...(isCount(occurrence) ? { occurrence } : {}),
    ...(isPosition(position) ? { position } : {}),
  };
}

/** Reads the argument for a selection; null where it is for one entry. */
export function readSelectionRequest(args: readonly unknown[] | undefined): SelectionRequest | null {
  const { uri, version, range } = asRecord(args?.[0]);
  const { start, end } = asRecord(range);
  if (typeof uri !== 'string' || !isPosition(start) || !isPosition(end)) return null;
  return { uri, range: { start, end }, ...(isCount(version) ? { version } : {}) };
}

function isPosition(value: unknown): value is Position {
  const { line, character } = asRecord(value);
  return isCount(line) && isCount(character);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
