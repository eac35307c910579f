import type { ListConfig } from '../config/list-config';
import type { Evidence } from '../probe/evidence';

export interface ReviewOptions {
  /** The configuration of the **base** revision for the file. */
  readonly config: ListConfig;
  /** What was seen of the next-hops that the change names; empty: nobody looked. */
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** What an earlier look saw of them. */
  readonly earlier?: ReadonlyMap<string, Evidence>;
  /** Whether an entry is accepted only where both agree. */
  readonly needsTwo?: boolean;
  /** The reason that comes with the change as a whole, for what has no line that could say it. */
  readonly reason: string | null;
}
