import type { Evidence } from '../../server/src/probe/evidence';

/** The levels of posttls-finger(1) that ask nothing of the command line. */
export const levels = ['none', 'may', 'encrypt', 'verify', 'secure', 'dane', 'dane-only'] as const;
export type FingerLevel = (typeof levels)[number];

/** What came of the run inside the namespace; the comparison is made outside, from this alone. */
export interface FingerOutput {
  /** By scenario, and by next-hop for the single hosts. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly runs: readonly FingerRun[];
}

export interface FingerRun {
  /** A key of `evidence`. */
  readonly target: string;
  readonly level: FingerLevel;
  readonly status: number | null;
  /** All that it wrote. */
  readonly text: string;
}
