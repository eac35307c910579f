import { describeStep } from '../report/probe-step';
import { t } from '../text/translate';
import { serverNamesOf } from '../verdict/server-names';
import type { ServerContext } from './context';
import type { ProbeTarget } from './entries';
import { lookUp, openProber } from './look-up';
import type { ProbeSession } from './probe-registry';
import type { SeenTarget } from './probed';
import type { ProbeProgress } from './progress';
import { termsFor } from './terms';

/** All or none; a text tells which one is being probed already. */
export function openAll(
  context: ServerContext,
  uri: string,
  targets: readonly ProbeTarget[],
): readonly ProbeSession[] | string {
  const sessions: ProbeSession[] = [];
  for (const { entry, nextHop } of targets) {
    const session = context.probes.open(uri, entry.key.folded);
    if (session) {
      sessions.push(session);
      continue;
    }
    for (const each of sessions) each.end();
    return t('{0} is being probed already.', nextHop);
  }
  return sessions;
}

/** Null when it was cancelled. What was seen by then is kept for the next probe. */
export async function lookUpAll(
  context: ServerContext,
  uri: string,
  targets: readonly ProbeTarget[],
  { signal, report }: ProbeProgress,
): Promise<readonly SeenTarget[] | null> {
  const { noProbe } = await context.configuration.ofDocument(uri);
  const { advise } = await context.runtime.loadProbing();
  const { sender, options } = await termsFor(context, uri);
  const prober = await openProber(context, noProbe);
  let done = 0;
  const tell = (text: string) => report(t('{0} of {1} done: {2}', done, targets.length, text));
  const all = await Promise.all(
    targets.map(async (target) => {
      const { nextHop } = target;
      const evidence = await lookUp(context, prober, nextHop, {
        signal,
        serverNames: serverNamesOf(target.value, sender),
        onStep: (step) => tell(`${nextHop}: ${describeStep(step)}`),
      });
      done += 1;
      return evidence && { target, evidence, advice: advise(evidence, sender, options) };
    }),
  );
  return signal.aborted ? null : all.filter((each) => each !== null);
}
