import type { Evidence } from '../probe/evidence';
import type { Advice, RunnerUp } from '../verdict/advice';
import type { Reason } from '../verdict/verdict';
import { json } from './json';
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

/** A JSON array with a final line end. */
export function probeJson(results: readonly ProbedNextHop[]): string {
  return json(results.map(toProbeJson));
}

function toReason({ id, text }: Reason): Reason {
  return { id, text };
}

function toRunnerUp({ entry, reasons }: RunnerUp): ProbeJsonItem['advice']['runnersUp'][number] {
  return { entry, reasons: reasons.map(toReason) };
}
