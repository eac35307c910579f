import { setTimeout } from 'node:timers/promises';
import type { ListConfig } from '../config/list-config';
import type { Evidence } from '../probe/evidence';
import { describePathProblem } from '../report/path-problem';
import {
  type ChangeSet,
  type Looks,
  nextHopsIn,
  noLooks,
  noProbeIn,
  reviewChange,
  worthSecondLook,
} from '../review/change-set';
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
  const nextHops = nextHopsIn(change);
  const needsTwo = !options.once;
  const first = await lookAt(nextHops, options, config, io);
  const worth = new Set(worthSecondLook(reviewChange(change, { ...noLooks, evidence: first.evidence }), { needsTwo }));
  const again = new Map([...nextHops].filter(([nextHop]) => worth.has(nextHop)));
  if (again.size === 0 || io.signal.aborted) return { ...first, earlier: new Map(), needsTwo };
  await setTimeout(secondLook * (options.pacing ?? 1), undefined, { signal: io.signal }).catch(() => undefined);
  const second = await lookAt(again, options, config, io);
  return {
    evidence: new Map([...first.evidence, ...second.evidence]),
    earlier: new Map([...first.evidence].filter(([nextHop]) => second.evidence.has(nextHop))),
    needsTwo,
    notes: [...new Set([...first.notes, ...second.notes])],
  };
}

/** One look at each, by a prober of its own, which knows nothing of what another one saw. */
async function lookAt(
  serverNames: ReadonlyMap<string, readonly string[]>,
  options: Options,
  config: Pick<ListConfig, 'noProbe'>,
  io: CliIo,
): Promise<Pick<SeenNextHops, 'evidence' | 'notes'>> {
  const nextHops = [...serverNames.keys()];
  if (nextHops.length === 0) return { evidence: new Map(), notes: [] };
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
