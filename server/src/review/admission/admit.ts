import { admissionRules } from '../../config/admission-rules';
import { formatPolicyValue } from '../../policy/entry';
import type { FoundChange, Objection, ReviewVerdict } from '../change';
import type { AdmissionChecks, AdmissionContext } from './context';
import { entryChecks, wantedKey } from './of-entries';
import { evidenceChecks } from './of-evidence';
import { fileChecks } from './of-files';

const checks: AdmissionChecks = { ...entryChecks, ...fileChecks, ...evidenceChecks };

/** What the rules say against a change, in their order. */
export function objectTo(change: FoundChange, context: AdmissionContext): readonly Objection[] {
  return admissionRules.flatMap(({ id, preset }): readonly Objection[] => {
    const verdict = context.verdicts[id] ?? preset;
    const complaint = verdict === 'off' ? null : checks[id](change, context);
    if (complaint === null || verdict === 'off') return [];
    const { message, accepts = () => true } = complaint;
    const isMet = verdict === 'needs-reason' && change.reason !== null && accepts(change.reason);
    return [{ rule: id, verdict: complaint.verdict ?? verdict, message, isMet }];
  });
}

const worstFirst = ['needs-change', 'needs-reason', 'untested'] as const satisfies readonly ReviewVerdict[];

export function verdictBy(objections: readonly Objection[]): ReviewVerdict {
  return worstFirst.find((verdict) => objections.some((each) => each.verdict === verdict)) ?? 'accept';
}

/** What another spelling of the line mends; everything else that needs a change is for a person. */
const mendable: ReadonlySet<string> = new Set(['syntax', 'key-form', 'holds', 'advised', 'narrow-match']);

/** Of these, those for which the evidence tells the line. */
const byAdvice: ReadonlySet<string> = new Set(['holds', 'advised', 'narrow-match']);

/** The line that would be accepted in place of one that needs a change; null where none is known. */
export function acceptableLine(
  { entry }: FoundChange,
  objections: readonly Objection[],
  advised: string | null,
): string | null {
  const serious = objections.filter(({ verdict }) => verdict === 'needs-change').map(({ rule }) => rule);
  if (serious.length === 0 || !serious.every((rule) => mendable.has(rule))) return null;
  if (serious.some((rule) => byAdvice.has(rule))) return advised;
  const now = entry?.after;
  if (now?.value.meant == null) return null;
  const line = `${wantedKey(now.key)} ${formatPolicyValue(now.value.meant)}`;
  return line === now.line.text ? null : line;
}
