import type { AdmissionRuleId, AdmissionVerdicts } from '../../config/admission-rules';
import type { Finding } from '../../language/finding';
import type { Evidence } from '../../probe/evidence';
import type { Advice } from '../../verdict/advice';
import type { Sender } from '../../verdict/sender';
import type { Verification, VerifiedOutcome } from '../../verdict/verify-entry';
import type { FoundChange } from '../change';
import type { TableIndex } from '../table-index';

/** What the rules know besides the change itself. */
export interface AdmissionContext {
  /** By the configuration of the base. */
  readonly verdicts: AdmissionVerdicts;
  readonly sender: Sender;
  /** The new revision of the table; null for other files. */
  readonly after: TableIndex | null;
  /** Whether the base was in order, and by which one. */
  readonly outOfOrder: (change: FoundChange) => string | null;
  /** New findings at the change. */
  readonly findings: readonly Finding[];
  /** What the evidence says of the new entry; null where nobody looked. */
  readonly live: Seen | null;
}

/** What somebody who looked saw of the new entry. */
export interface Seen {
  readonly advice: Advice;
  readonly verification: Verification;
  /** Of its next-hop, or of each of its samples. */
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** An earlier look, and what the entry came to by it; null without one. */
  readonly earlier: { readonly look: Evidence; readonly outcome: VerifiedOutcome } | null;
  /** Whether the entry is accepted only where both agree. */
  readonly needsTwo: boolean;
  /** By the configuration of the base. */
  readonly certificateDays: number | null;
}

export interface Complaint {
  readonly message: string;
  /** Other than what the rule says: nobody has looked. */
  readonly verdict?: 'untested';
  /** Whether the reason that stands there does; every reason by default. */
  readonly accepts?: (reason: string) => boolean;
}

/** Null: the change meets the rule, or it is not about such a change. */
export type AdmissionCheck = (change: FoundChange, context: AdmissionContext) => Complaint | null;
export type AdmissionChecks<Id extends AdmissionRuleId = AdmissionRuleId> = Readonly<Record<Id, AdmissionCheck>>;
