import type { Evidence } from '../probe/evidence';
import type { ProbeControl } from '../probe/options';

/** The network's side of one run. */
export interface Prober {
  /** Looks at one next-hop. Ends early with partial evidence when the signal aborts. */
  probe(nextHop: string, control: ProbeControl): Promise<Evidence>;
}
