import { setTimeout } from 'node:timers/promises';
import type { Prober } from '../probe/probe';
import { describeStep } from '../report/probe-step';
import { t } from '../text/translate';
import { serverNamesByNextHop } from '../verdict/server-names';
import type { EntryToVerify, VerifyResult } from '../verify/result';
import { secondLook } from '../verify/run';
import type { EntryName, ToldEntry } from '../verify/told-entry';
import type { ServerContext } from './context';
import { lookUp, openProber, openProberAnew } from './look-up';
import type { VerifyStream } from './verify-stream';

/** An entry of a run, and how it is named to the editor. */
export interface NamedEntry {
  readonly entry: EntryToVerify;
  readonly name: EntryName;
}

/** What a run goes by. */
export interface RunOf {
  readonly uri: string;
  readonly entries: readonly NamedEntry[];
  readonly noProbe: readonly string[];
  /** Days before its end at which a certificate is told of. */
  readonly days: number;
  readonly signal: AbortSignal;
  /** For the progress display. */
  readonly report: (message: string) => void;
  readonly stream: VerifyStream;
}

/** Next-hops at the same time. */
const concurrency = 4;
/**
 * Verifies entries over the network, with the pauses and the shared looks of the command line. Resolves to what became of each,
 * also when the signal aborts. Rejects where a setting of the machine can't be used.
 */
export async function runVerification(context: ServerContext, run: RunOf): Promise<readonly VerifyResult[]> {
  const { entries, signal, stream } = run;
  const { verifyEntries, tellEntry, tellOutput } = await context.runtime.loadProbing();
  const names = new Map(entries.map(({ entry, name }) => [entry, name]));
  const served = namesByNextHop(entries);
  const serverNames = serverNamesByNextHop(
    entries.flatMap(({ entry: { nextHops, value, sender } }) =>
      nextHops.map((nextHop) => [nextHop, value, sender] as const),
    ),
  );
  const began = new Date().toISOString();
  const pacing = (await context.configuration.ofProbe()).pacing ?? 1;
  const proberOf = probersOf(context, run.noProbe);
  // Settings that can't be used are told before anybody waits.
  await proberOf(1);

  const results: VerifyResult[] = [];
  const progress = (text: string): void => run.report(t('{0} of {1} done: {2}', results.length, entries.length, text));
  await verifyEntries(
    entries.map(({ entry }) => entry),
    {
      store: await context.verifying.looks.begin(began),
      twice: false,
      days: run.days,
      concurrency,
      signal,
      look: async (nextHop, round) => {
        stream.started(served.get(nextHop) ?? []);
        return lookUp(context, await proberOf(round), nextHop, {
          signal,
          serverNames: serverNames.get(nextHop) ?? [],
          onStep: (step) => progress(`${nextHop}: ${describeStep(step)}`),
        });
      },
      pause: async () => {
        const wait = secondLook * Number(pacing);
        progress(t('looks again in {0} s at what did not hold', Math.ceil(wait / 1000)));
        await setTimeout(wait, undefined, { signal });
      },
      onResult: (result) => {
        results.push(result);
        const name = names.get(result.entry);
        if (name === undefined || isCutOff(result, signal)) return;
        const told: ToldEntry = tellEntry(result, name.occurrence, new Date().toISOString());
        stream.result({ told, output: tellOutput(told, result) });
      },
    },
  );
  return results;
}

/** What was never looked at, since the run ended first: that is no result, and takes the place of none. */
function isCutOff({ entry, evidence }: VerifyResult, { aborted }: AbortSignal): boolean {
  return aborted && evidence === null && entry.obstacle === null;
}

function namesByNextHop(entries: readonly NamedEntry[]): ReadonlyMap<string, readonly EntryName[]> {
  const found = new Map<string, EntryName[]>();
  for (const { entry, name } of entries) {
    for (const nextHop of entry.nextHops) found.set(nextHop, [...(found.get(nextHop) ?? []), name]);
  }
  return found;
}

/** One for each round: a later look must not be answered from what an earlier one saw. */
function probersOf(context: ServerContext, noProbe: readonly string[]): (round: number) => Promise<Prober> {
  const probers = new Map<number, Promise<Prober>>();
  return (round) => {
    const open = round === 1 ? openProber : openProberAnew;
    const known = probers.get(round) ?? open(context, noProbe);
    probers.set(round, known);
    return known;
  };
}
