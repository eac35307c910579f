import type { Evidence } from '../probe/evidence';
import type { Advice } from '../verdict/advice';
import type { ProbeTarget } from './entries';
import type { Terms } from './terms';

/** A finished probe of one entry, whatever was seen. */
export interface ProbedTarget {
  readonly uri: string;
  readonly target: ProbeTarget;
  readonly terms: Terms;
  /** Aborts when a person or the document's end takes the question away. */
  readonly signal: AbortSignal;
}

export interface Probed extends ProbedTarget {
  readonly evidence: Evidence;
}

/** The probe of a key that stands for many domains: what was seen at each sample. */
export interface ProbedSamples extends ProbedTarget {
  readonly samples: readonly [Evidence, ...Evidence[]];
}

/** One of several domains with what its probe showed. */
export interface SeenTarget {
  readonly target: ProbeTarget;
  readonly evidence: Evidence;
  readonly advice: Advice;
}
