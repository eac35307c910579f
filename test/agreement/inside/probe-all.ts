import type { Evidence } from '../../../server/src/probe/evidence';
import type { Prober } from '../../../server/src/probe/probe';
import { inParallel } from '../../oracle/inside/in-parallel';

const parallelProbes = 8;

/** What to probe, under the name by which its evidence is wanted. */
export interface Probed {
  readonly id: string;
  /** The next-hop. */
  readonly domain: string;
}

/**
 * Probes all by one prober; the evidence is in the order of the list, whichever came first.
 *
 * @param serverNames Those that the entries send which are to be judged.
 */
export async function probeAll(
  targets: readonly Probed[],
  prober: Prober,
  serverNames: readonly string[] = [],
): Promise<Readonly<Record<string, Evidence>>> {
  const found = new Map<string, Evidence>();
  await inParallel(targets, parallelProbes, async ({ id, domain }) => {
    found.set(id, await prober.probe(domain, { signal: new AbortController().signal, serverNames }));
  });
  return Object.fromEntries(
    targets.flatMap(({ id }) => {
      const evidence = found.get(id);
      return evidence === undefined ? [] : [[id, evidence]];
    }),
  );
}
