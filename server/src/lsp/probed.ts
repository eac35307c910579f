import type { Evidence } from '../probe/evidence';
import type { Advice } from '../verdict/advice';
import { anySender, dnssecSender, type Sender } from '../verdict/sender';
import type { ProbeTarget } from './entries';
import type { DocumentSettings } from './settings';

/** A finished probe of one entry. */
export interface Probed {
  readonly uri: string;
  readonly target: ProbeTarget;
  readonly evidence: Evidence;
  readonly sender: Sender;
  /** Aborts when a person or the document's end takes the question away. */
  readonly signal: AbortSignal;
}

/** One of several domains with what its probe showed. */
export interface SeenTarget {
  readonly target: ProbeTarget;
  readonly evidence: Evidence;
  readonly advice: Advice;
}

/** The sender that a profile stands for. */
export function senderOf(profile: DocumentSettings['profile']): Sender {
  return profile === 'any' ? anySender : dnssecSender;
}
