import { setTimeout } from 'node:timers/promises';
import type { ListConfig } from '../config/list-config';
import type { Evidence } from '../probe/evidence';
import { describePathProblem } from '../report/path-problem';
import { type ChangeSet, type Looks, nextHopsIn, noLooks, noProbeIn } from '../review/change-set';
import { lookTwice, type Sight } from '../review/look-twice';
import { t } from '../text/translate';
import { secondLook } from '../verify/run';
import { workInOrder } from './in-order';
import type { CliIo } from './io';
import type { OptionValues } from './option';
import { readProbeMeans } from './probe-means';
import { defaultConcurrency } from './probe-options';
import { createProgress } from './progress';
import type { reviewOptions } from './review-options';
import { readStoredEvidence } from './stored-evidence';
import { UsageError } from './usage-error';

export interface SeenNextHops extends Looks {
  /** What kept the probe from seeing more, told once. */
  readonly notes: readonly string[];
}

type Options = OptionValues<typeof reviewOptions>;

/**
 * What was seen of the next-hops that a change names: live, from files, or nothing. Live it looks a second time, after a pause
 * for all of them together, so that an entry is accepted only where both looks agree; with `once` at what did not hold alone. Rejects with `UsageError`.
 */
export async function lookForReview(change: ChangeSet, options: Options, io: CliIo): Promise<SeenNextHops> {
  if (options.probe && options.evidence !== null) throw new UsageError(t('--probe and --evidence exclude each other'));
  if (options.once && !options.probe) throw new UsageError(t('--once is for --probe'));
  if (options.evidence !== null) return { ...(await readFolder(options.evidence, io)), needsTwo: false, notes: [] };
  if (!options.probe) return { ...noLooks, notes: [] };
  const config = { noProbe: noProbeIn(change) };
  const notes = new Set<string>();
  const looks = await lookTwice(change, {
    nextHops: nextHopsIn(change),
    look: (nextHops) => lookAt(nextHops, options, config, notes, io),
    pause: () =>
      setTimeout(secondLook * (options.pacing ?? 1), undefined, { signal: io.signal }).catch(() => undefined),
    needsTwo: !options.once,
    known: noLooks,
    signal: io.signal,
  });
  return { ...looks, notes: [...notes] };
}

/** One look at each, by a prober of its own, which knows nothing of what another one saw. */
async function lookAt(
  serverNames: ReadonlyMap<string, readonly string[]>,
  options: Options,
  config: Pick<ListConfig, 'noProbe'>,
  notes: Set<string>,
  io: CliIo,
): Promise<Sight> {
  const nextHops = [...serverNames.keys()];
  if (nextHops.length === 0) return new Map();
  const means = await readProbeMeans({ ...options, deep: false, full: false }, config, io);
  const prober = await io.openProber(means);
  const progress = createProgress(io.stderr, nextHops.length);
  const evidence = new Map<string, Evidence>();
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
  return evidence;
}

/** Of several evidences of a next-hop the last two. */
async function readFolder(folder: string, io: CliIo): Promise<Omit<Looks, 'needsTwo'>> {
  const paths = await io.listJson(folder).catch((error: unknown) => {
    throw new UsageError(
      t("--evidence: can't read {0}: {1}", folder, error instanceof Error ? error.message : String(error)),
    );
  });
  const all: Evidence[] = [];
  for (const path of paths) all.push(...(await readStoredEvidence(path, [], io)));
  const latest = new Map<string, Evidence>();
  const earlier = new Map<string, Evidence>();
  for (const evidence of all.sort((a, b) => (a.finishedAt < b.finishedAt ? -1 : 1))) {
    const name = evidence.nextHop.toLowerCase();
    const known = latest.get(name);
    if (known !== undefined && known.finishedAt < evidence.finishedAt) earlier.set(name, known);
    latest.set(name, evidence);
  }
  return { evidence: latest, earlier };
}
