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

/** One of several entries with the next-hops that are asked for it: its own, or the samples of a key that stands for many. */
export interface AskedTarget {
  readonly target: ProbeTarget;
  readonly nextHops: readonly [string, ...string[]];
}

/** The same with what was seen of each of them. */
export interface SeenTarget {
  readonly target: ProbeTarget;
  readonly looks: readonly [Evidence, ...Evidence[]];
  /** For the entry, thus by all samples of a key that stands for many. */
  readonly advice: Advice;
}
