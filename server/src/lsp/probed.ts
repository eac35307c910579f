import type { Evidence } from '../probe/evidence';
import type { Advice } from '../verdict/advice';
import type { ProbeTarget } from './entries';
import type { Terms } from './terms';

/** A finished probe of one entry. */
export interface Probed {
  readonly uri: string;
  readonly target: ProbeTarget;
  readonly evidence: Evidence;
  readonly terms: Terms;
  /** Aborts when a person or the document's end takes the question away. */
  readonly signal: AbortSignal;
}

/** One of several domains with what its probe showed. */
export interface SeenTarget {
  readonly target: ProbeTarget;
  readonly evidence: Evidence;
  readonly advice: Advice;
}
