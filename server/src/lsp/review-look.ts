import { setTimeout } from 'node:timers/promises';
import type { Evidence } from '../probe/evidence';
import { describePathProblem } from '../report/path-problem';
import { describeStep } from '../report/probe-step';
import { type ChangeSet, type Looks, nextHopsIn, noProbeIn } from '../review/change-set';
import { type LookMeans, lookTwice, type Sight } from '../review/look-twice';
import type { ReviewRequest } from '../revisions/conversation';
import { t } from '../text/translate';
import { secondLook } from '../verify/run';
import type { ServerContext } from './context';
import { lookUp, openProber, openProberAnew } from './look-up';
import type { ProbeProgress } from './progress';

/** What was seen of the next-hops that a change names. */
export interface SeenNextHops extends Looks {
  /** What kept the probe from seeing more, told once. */
  readonly notes: readonly string[];
}

/**
 * What earlier probes of the session saw, and of those that are asked for what is there now, by two looks with a pause between them as
 * on the command line. Where the session looked long enough ago, one more does. Where the signal aborts, the rest is not
 * looked at. Rejects where a setting of the machine can't be used.
 */
export async function lookForReview(
  context: ServerContext,
  change: ChangeSet,
  wanted: ReviewRequest['probe'],
  progress: ProbeProgress,
): Promise<SeenNextHops> {
  const all = nextHopsIn(change);
  const asked = new Map([...all].filter(([nextHop]) => wanted === 'all' || wanted.includes(nextHop)));
  const wait = secondLook * Number((await context.configuration.ofProbe()).pacing ?? 1);
  const known = recallLooks(context, [...all.keys()], asked, wait);
  const { signal, report } = progress;
  const seen = new Set(known.earlier.keys());
  const looks =
    asked.size === 0
      ? { ...known, needsTwo: true }
      : await lookTwice(change, {
          nextHops: asked,
          look: async (nextHops) => {
            const sight = await lookAtAll(context, nextHops, seen, noProbeIn(change), progress);
            for (const nextHop of sight.keys()) seen.add(nextHop);
            return sight;
          },
          pause: async () => {
            report(t('looks again in {0} s, since two looks have to agree', Math.ceil(wait / 1000)));
            await setTimeout(wait, undefined, { signal }).catch(() => undefined);
          },
          needsTwo: true,
          known,
          signal,
        });
  const notes = [...looks.evidence.values()].flatMap(({ vantage }) => describePathProblem(vantage) ?? []);
  return { ...looks, notes: [...new Set(notes)] };
}

/** The last look at each next-hop, and the one before it. Of those that are asked now the last one is that before. */
function recallLooks(
  { reports }: ServerContext,
  nextHops: readonly string[],
  asked: LookMeans['nextHops'],
  wait: number,
): LookMeans['known'] {
  const evidence = new Map<string, Evidence>();
  const earlier = new Map<string, Evidence>();
  for (const nextHop of nextHops) {
    const last = reports.recall(nextHop);
    if (last === null) continue;
    evidence.set(nextHop, last);
    const isAsked = asked.has(nextHop);
    const before = isAsked ? last : reports.recallEarlier(nextHop);
    const end = isAsked ? Date.now() : Date.parse(last.finishedAt);
    if (before !== null && end - Date.parse(before.finishedAt) >= wait) earlier.set(nextHop, before);
  }
  return { evidence, earlier };
}

/** One look at each, by a prober of its own; at those that were seen before a further one. */
async function lookAtAll(
  context: ServerContext,
  nextHops: LookMeans['nextHops'],
  before: ReadonlySet<string>,
  noProbe: readonly string[],
  { signal, report }: ProbeProgress,
): Promise<Sight> {
  const [first, further] = await Promise.all([openProber(context, noProbe), openProberAnew(context, noProbe)]);
  const seen = new Map<string, Evidence>();
  let done = 0;
  const tell = (text: string): void => report(t('{0} of {1} done: {2}', done, nextHops.size, text));
  await Promise.all(
    [...nextHops].map(async ([nextHop, serverNames]) => {
      const onStep: Parameters<typeof lookUp>[3]['onStep'] = (step) => tell(`${nextHop}: ${describeStep(step)}`);
      const prober = before.has(nextHop) ? further : first;
      const evidence = await lookUp(context, prober, nextHop, { signal, onStep, serverNames });
      if (evidence !== null) seen.set(nextHop, evidence);
      done += 1;
    }),
  );
  return seen;
}
