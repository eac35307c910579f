import type { Evidence } from '../probe/evidence';
import { describeStep } from '../report/probe-step';
import { counted, t } from '../text/translate';
import type { Sender } from '../verdict/sender';
import { serverNamesOf } from '../verdict/server-names';
import type { ServerContext } from './context';
import { lookUp, openProber } from './look-up';
import type { ProbeSession } from './probe-registry';
import type { AskedTarget, SeenTarget } from './probed';
import type { ProbeProgress } from './progress';
import type { Report } from './show-document';
import { type Terms, termsFor } from './terms';

/** All or none; a text tells which one is being probed already. */
export function openAll(
  context: ServerContext,
  uri: string,
  asked: readonly AskedTarget[],
): readonly ProbeSession[] | string {
  const sessions: ProbeSession[] = [];
  for (const { target } of asked) {
    const session = context.probes.open(uri, target.entry.key.folded);
    if (session) {
      sessions.push(session);
      continue;
    }
    for (const each of sessions) each.end();
    return t('{0} is being probed already.', target.nextHop);
  }
  return sessions;
}

/** Null when it was cancelled. What was seen by then is kept for the next probe. */
export async function lookUpAll(
  context: ServerContext,
  uri: string,
  asked: readonly AskedTarget[],
  { signal, report }: ProbeProgress,
): Promise<readonly SeenTarget[] | null> {
  const { noProbe } = await context.configuration.ofDocument(uri);
  const { advise, adviseForSamples } = await context.runtime.loadProbing();
  const { sender, options } = await termsFor(context, uri);
  const prober = await openProber(context, noProbe);
  const sent = serverNamesByNextHop(asked, sender);
  let done = 0;
  const tell = (text: string) => report(t('{0} of {1} done: {2}', done, sent.size, text));
  const looks = new Map<string, Evidence>();
  await Promise.all(
    [...sent].map(async ([nextHop, serverNames]) => {
      const evidence = await lookUp(context, prober, nextHop, {
        signal,
        serverNames: [...serverNames],
        onStep: (step) => tell(`${nextHop}: ${describeStep(step)}`),
      });
      done += 1;
      if (evidence !== null) looks.set(nextHop, evidence);
    }),
  );
  if (signal.aborted) return null;
  return asked.flatMap(({ target, nextHops }) => {
    const [first, ...others] = nextHops.flatMap((nextHop) => looks.get(nextHop) ?? []);
    if (first === undefined) return [];
    const all = [first, ...others] as const;
    const advice = target.bySamples
      ? adviseForSamples(target.key, all, sender, options)
      : advise(first, sender, options);
    return [{ target, looks: all, advice }];
  });
}

/** Each next-hop once, as a sample may be an entry of its own, with the names that any of its entries sends. */
function serverNamesByNextHop(asked: readonly AskedTarget[], sender: Sender): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { target, nextHops } of asked) {
    for (const nextHop of nextHops) {
      const known = names.get(nextHop) ?? new Set();
      for (const name of serverNamesOf(target.value, sender)) known.add(name);
      names.set(nextHop, known);
    }
  }
  return names;
}

/** What was seen of each next-hop, as one report. */
export async function addReportOfAll(
  context: ServerContext,
  seen: readonly SeenTarget[],
  { sender, options }: Terms,
): Promise<Report> {
  const { advise, renderReports } = await context.runtime.loadProbing();
  const looks = new Map(seen.flatMap((each) => each.looks).map((evidence) => [evidence.nextHop, evidence]));
  const results = [...looks.values()].map((evidence) => ({ evidence, advice: advise(evidence, sender, options) }));
  const name = counted(looks.size, 'one domain', '{0} domains');
  return { uri: context.reports.add(name, renderReports(results)), nextHop: name };
}
