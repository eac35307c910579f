import type { Evidence } from '../probe/evidence';
import { describePathProblem } from '../report/path-problem';
import { describeStep } from '../report/probe-step';
import { type ChangeSet, nextHopsIn, noProbeIn } from '../review/change-set';
import type { ReviewRequest } from '../revisions/conversation';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import { lookUp, openProber } from './look-up';
import type { ProbeProgress } from './progress';

/** What was seen of the next-hops that a change names. */
export interface SeenNextHops {
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** What kept the probe from seeing more, told once. */
  readonly notes: readonly string[];
}

/**
 * What earlier probes of the session saw, and of those that are asked for what is there now. Where the signal aborts, the rest
 * is not looked at. Rejects where a setting of the machine can't be used.
 */
export async function lookForReview(
  context: ServerContext,
  change: ChangeSet,
  wanted: ReviewRequest['probe'],
  { signal, report }: ProbeProgress,
): Promise<SeenNextHops> {
  const serverNames = nextHopsIn(change);
  const nextHops = [...serverNames.keys()];
  const asked = wanted === 'all' ? nextHops : nextHops.filter((each) => wanted.includes(each));
  if (asked.length > 0) {
    const prober = await openProber(context, noProbeIn(change));
    let done = 0;
    const tell = (text: string): void => report(t('{0} of {1} done: {2}', done, asked.length, text));
    await Promise.all(
      asked.map(async (nextHop) => {
        const onStep: Parameters<typeof lookUp>[3]['onStep'] = (step) => tell(`${nextHop}: ${describeStep(step)}`);
        await lookUp(context, prober, nextHop, { signal, onStep, serverNames: serverNames.get(nextHop) ?? [] });
        done += 1;
      }),
    );
  }
  const evidence = new Map(
    nextHops.flatMap((nextHop) => {
      const seen = context.reports.recall(nextHop);
      return seen === null ? [] : [[nextHop, seen] as const];
    }),
  );
  const notes = [...evidence.values()].flatMap(({ vantage }) => describePathProblem(vantage) ?? []);
  return { evidence, notes: [...new Set(notes)] };
}
