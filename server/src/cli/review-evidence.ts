import type { ListConfig } from '../config/list-config';
import type { Evidence } from '../probe/evidence';
import { describePathProblem } from '../report/path-problem';
import { t } from '../text/translate';
import { workInOrder } from './in-order';
import type { CliIo } from './io';
import type { OptionValues } from './option';
import { readProbeMeans } from './probe-means';
import { defaultConcurrency } from './probe-options';
import { createProgress } from './progress';
import type { reviewOptions } from './review-options';
import { readStoredEvidence } from './stored-evidence';
import { UsageError } from './usage-error';

export interface SeenNextHops {
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** What kept the probe from seeing more, told once. */
  readonly notes: readonly string[];
}

/**
 * What was seen of the next-hops that a change names: live, from files, or nothing. Rejects with `UsageError`.
 *
 * @param serverNames By next-hop those that its entries send.
 */
export async function lookAtNextHops(
  serverNames: ReadonlyMap<string, readonly string[]>,
  options: OptionValues<typeof reviewOptions>,
  config: Pick<ListConfig, 'noProbe'>,
  io: CliIo,
): Promise<SeenNextHops> {
  if (options.probe && options.evidence !== null) throw new UsageError(t('--probe and --evidence exclude each other'));
  if (options.evidence !== null) return { evidence: await readFolder(options.evidence, io), notes: [] };
  const nextHops = [...serverNames.keys()];
  if (!options.probe || nextHops.length === 0) return { evidence: new Map(), notes: [] };
  const means = await readProbeMeans({ ...options, deep: false, full: false }, config, io);
  const prober = await io.openProber(means);
  const progress = createProgress(io.stderr, nextHops.length);
  const evidence = new Map<string, Evidence>();
  const notes = new Set<string>();
  const pacing = { limit: options.concurrency ?? defaultConcurrency, signal: io.signal };
  const look = async (nextHop: string): Promise<Evidence> => {
    const seen = await prober.probe(nextHop, {
      signal: io.signal,
      serverNames: serverNames.get(nextHop) ?? [],
      onStep: (step) => progress.step(nextHop, step),
    });
    progress.done();
    return seen;
  };
  try {
    await workInOrder(nextHops, pacing, look, (seen) => {
      evidence.set(seen.nextHop.toLowerCase(), seen);
      const problem = describePathProblem(seen.vantage);
      if (problem !== null) notes.add(problem);
    });
  } finally {
    progress.clear();
  }
  const left = nextHops.length - evidence.size;
  if (left > 0) notes.add(t('Interrupted: {0} of {1} domains were not probed.', left, nextHops.length));
  return { evidence, notes: [...notes] };
}

/** Of several evidences of a next-hop the one that was seen last. */
async function readFolder(folder: string, io: CliIo): Promise<ReadonlyMap<string, Evidence>> {
  const paths = await io.listJson(folder).catch((error: unknown) => {
    throw new UsageError(
      t("--evidence: can't read {0}: {1}", folder, error instanceof Error ? error.message : String(error)),
    );
  });
  const found = new Map<string, Evidence>();
  for (const path of paths) {
    for (const evidence of await readStoredEvidence(path, [], io)) {
      const name = evidence.nextHop.toLowerCase();
      const known = found.get(name);
      if (known === undefined || known.finishedAt < evidence.finishedAt) found.set(name, evidence);
    }
  }
  return found;
}
