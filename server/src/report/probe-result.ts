import type { Evidence } from '../probe/evidence';
import type { Advice } from '../verdict/advice';

/** One probed next-hop, ready to be told in any format. */
export interface ProbedNextHop {
  readonly evidence: Evidence;
  readonly advice: Advice;
}
