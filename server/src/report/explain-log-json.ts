import type { PolicyAtFault } from '../explain-log/entry-at-fault';
import type { ExplainedLog, Explanation } from '../explain-log/explain-log';
import { json } from './json';
import { type QueryJsonSource, sourceOf } from './query-json';

/** The output of `explain-log --format json`; the published schema is schemas/explain-log.schema.json. */
export interface ExplainLogJson {
  readonly lines: number;
  readonly otherFailures: number;
  readonly more: number;
  readonly explanations: readonly ExplanationJson[];
  /** Complaints about TLS for which no explanation is known. */
  readonly unexplained: ExplainedLog['unexplained'];
}

export interface ExplanationJson
  extends Pick<Explanation, 'key' | 'destination' | 'host' | 'reason' | 'fix' | 'count'> {
  readonly cause: string;
  readonly consequence: Explanation['cause']['consequence'];
  readonly firstLine: number;
  readonly lastLine: number;
  readonly text: string;
  /** The entry that is meant, by the tables as they are now; null where there is none, and where no table was given. */
  readonly entry: EntryJson | null;
}

export interface EntryJson extends QueryJsonSource {
  /** The next-hop or the key that was looked up. */
  readonly nextHop: string;
  readonly value: string;
}

/** What is explained, and for each of it the policy at fault, where tables were given. */
export interface ExplainLogReport {
  readonly log: ExplainedLog;
  readonly policyOf: (explanation: Explanation) => PolicyAtFault | null;
}

export function explainLogJson({ log, policyOf }: ExplainLogReport): string {
  const { lines, otherFailures, more, unexplained } = log;
  const explanations = log.explanations.map((explanation) => toJson(explanation, policyOf(explanation)));
  return json({ lines, otherFailures, more, explanations, unexplained } satisfies ExplainLogJson);
}

function toJson(explanation: Explanation, policy: PolicyAtFault | null): ExplanationJson {
  const { cause, key, destination, host, reason, fix, count, firstLine, lastLine, text } = explanation;
  return {
    cause: cause.id,
    consequence: cause.consequence,
    destination,
    key,
    host,
    reason,
    fix,
    entry: entryOf(policy),
    count,
    firstLine,
    lastLine,
    text,
  };
}

/** Null where no entry was found. */
export function entryOf(policy: PolicyAtFault | null): EntryJson | null {
  const source = policy === null ? null : sourceOf(policy.found);
  if (policy === null || source === null) return null;
  return { nextHop: policy.nextHop, ...source, value: policy.found.hit?.text ?? '' };
}
