import type { Evidence } from '../probe/evidence';
import type { Advice, RunnerUp } from '../verdict/advice';
import type { Reason } from '../verdict/verdict';
import type { ProbedNextHop } from './probe-result';

/** One element of `probe --format json`; the published schema is schemas/probe.schema.json. */
export interface ProbeJsonItem {
  readonly nextHop: string;
  readonly advice: {
    readonly status: Advice['status'];
    /** Exactly one policy line without comment; null unless it authenticates. */
    readonly entry: string | null;
    readonly comment: string | null;
    /** The names that are known only from plain DNS. */
    readonly confirm: readonly string[];
    readonly reasons: readonly Reason[];
    readonly runnersUp: readonly { readonly entry: string; readonly reasons: readonly Reason[] }[];
  };
  readonly evidence: Evidence;
}

export function toProbeJson({ evidence, advice }: ProbedNextHop): ProbeJsonItem {
  const { status, entry, comment, confirm, reasons, runnersUp } = advice;
  return {
    nextHop: evidence.nextHop,
    advice: { status, entry, comment, confirm, reasons: reasons.map(toReason), runnersUp: runnersUp.map(toRunnerUp) },
    evidence,
  };
}

/** A JSON array with a final line end. Control and format characters are escaped, so that a terminal may show it. */
export function probeJson(results: readonly ProbedNextHop[]): string {
  const json = JSON.stringify(results.map(toProbeJson), null, 2);
  // In JSON these occur within strings only, apart from the line ends of the layout.
  return `${json.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeInString)}\n`;
}

function escapeInString(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

function toReason({ id, text }: Reason): Reason {
  return { id, text };
}

function toRunnerUp({ entry, reasons }: RunnerUp): ProbeJsonItem['advice']['runnersUp'][number] {
  return { entry, reasons: reasons.map(toReason) };
}
