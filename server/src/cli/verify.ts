import { setTimeout } from 'node:timers/promises';
import { version } from '../../../package.json';
import type { ListConfig } from '../config/list-config';
import type { Evidence } from '../probe/evidence';
import type { Prober } from '../probe/probe';
import { visible, wholeText } from '../report/escape';
import { describePathProblem } from '../report/path-problem';
import { verifyReporters } from '../report/verify-reporters';
import type { VerifyRun } from '../report/verify-result';
import { verifyTextOf } from '../report/verify-text';
import { counted, t } from '../text/translate';
import { serverNamesByNextHop } from '../verdict/server-names';
import { defaultCertificateDays } from '../verify/certificate-days';
import { verifyOutcomes } from '../verify/outcome';
import type { EntryToVerify, VerifyResult } from '../verify/result';
import { secondLook, verifyEntries } from '../verify/run';
import type { RunCommand } from './command';
import { inEvidenceFolder } from './evidence-folder';
import { isInterrupted } from './interruption';
import { type CliIo, exitCode } from './io';
import { readListConfigs } from './list-configs';
import type { OptionValues } from './option';
import { readProbeMeans } from './probe-means';
import { defaultConcurrency } from './probe-options';
import { createProgress, type Progress } from './progress';
import { UsageError } from './usage-error';
import { readStoredAge, type StoredAge } from './verify-age';
import { settleCandidates } from './verify-candidates';
import type { verifyOptions } from './verify-options';
import { openRunStore, type RunStore } from './verify-store';
import { readTables, type TablesToVerify, type TableToVerify } from './verify-tables';

type Options = OptionValues<typeof verifyOptions>;

/**
 * `verify`: looks at every entry of the tables, and tells what no longer holds, or could be stronger. An interruption ends
 * the looks that run, and what is known by then is told.
 */
export const verify: RunCommand<typeof verifyOptions> = async ({ options, operands }, io) => {
  const age = readStoredAge(options, io);
  if (options.promote && options.evidence === null) {
    throw new UsageError(t('--promote: only with --evidence, where it is kept for how long a candidate has held'));
  }
  if (options.prune && options.evidence === null) {
    throw new UsageError(t('--prune: only with --evidence, where it is kept what was seen'));
  }
  const { tables, unchecked } = await readTables(operands, options, io);
  return inEvidenceFolder(options.evidence, io, () => verifyTables({ tables, unchecked }, operands, options, age, io));
};

async function verifyTables(
  { tables, unchecked }: TablesToVerify,
  operands: readonly string[],
  options: Options,
  age: StoredAge,
  io: CliIo,
): Promise<number> {
  const { maxAge } = age;
  const store = await openRunStore(options.evidence, { maxAge, now: new Date(), selection: selectionOf(options), io });
  const entries = tables.flatMap((table) => [...table.entries, ...table.candidates.map(({ entry }) => entry)]);
  const results = new Map<EntryToVerify, VerifyResult>();
  const files = tables.flatMap(({ file }) => file?.path ?? []);
  const config = await readListConfigs([...operands, ...files], options, io);
  const days = options['expires-within'] ?? certificateDays(operands.map(config));
  const progress = createProgress(io.stderr, new Set(entries.flatMap(({ nextHops }) => nextHops)).size);
  const tellers = tellersOf(tables);
  const notes = await lookAtAll(
    entries,
    { configs: operands.map(config), options, days, progress, store, age, io },
    (result) => {
      results.set(result.entry, result);
      progress.clear();
      if (options.format === 'text') io.stdout.write(tellers.get(result.entry)?.(result) ?? '');
    },
  );
  const settled = await settleCandidates(tables, results, config, options, io);
  const run: VerifyRun = {
    version,
    files: tables.map(({ path, text, entries: own }) => ({
      path,
      text,
      results: own.flatMap((entry) => results.get(entry) ?? []),
    })),
    unchecked,
    notes: [
      ...notes,
      ...settled.sentences,
      ...(options.prune ? [await prune(store, tables, unchecked.length > 0, io)] : []),
    ],
    days,
    fails: ({ outcome }) => verifyOutcomes.indexOf(outcome) <= verifyOutcomes.indexOf(options['fail-on']),
  };
  io.stdout.write(verifyReporters[options.format](run));
  // One that was cut short must not pass for one that found nothing.
  if (unchecked.length > 0 || settled.hasFailed || isInterrupted(io.signal)) return exitCode.failure;
  return run.files.some((file) => file.results.some(run.fails)) ? exitCode.findings : exitCode.ok;
}

/** What chooses among the entries, as one line; empty for all of them. */
function selectionOf({ only, 'changed-since': revision }: Options): string {
  return only.length === 0 && revision === null ? '' : JSON.stringify([only.toSorted(), revision]);
}

function tellersOf(tables: readonly TableToVerify[]): ReadonlyMap<EntryToVerify, (result: VerifyResult) => string> {
  return new Map(
    tables.flatMap((table) => {
      const teller = verifyTextOf(table);
      return table.entries.map((entry) => [entry, teller] as const);
    }),
  );
}

/** The most that one of the lists wants to be told. */
function certificateDays(configs: readonly ListConfig[]): number {
  const wanted = configs.flatMap((config) => config.certificateDays ?? []);
  return wanted.length === 0 ? defaultCertificateDays : Math.max(...wanted);
}

/** What a run goes by. */
interface Run {
  /** Of all files. */
  readonly configs: readonly ListConfig[];
  readonly options: Options;
  readonly days: number;
  readonly progress: Progress;
  readonly store: RunStore;
  readonly age: StoredAge;
  readonly io: CliIo;
}

/** Resolves to what concerns the run as a whole, told on standard error already. */
async function lookAtAll(
  entries: readonly EntryToVerify[],
  { configs, options, days, progress, store, age, io }: Run,
  onResult: (result: VerifyResult) => void,
): Promise<readonly string[]> {
  const noProbe = [...new Set(configs.flatMap((config) => config.noProbe))];
  const means = await readProbeMeans({ ...options, deep: false, full: false }, { noProbe }, io);
  const serverNames = serverNamesByNextHop(
    entries.flatMap(({ nextHops, value, sender }) => nextHops.map((nextHop) => [nextHop, value, sender] as const)),
  );
  const { signal } = io;
  const notes = new Set<string>();
  const tell = (text: string): void => {
    progress.clear();
    io.stderr.write(`postfix-tls-policy verify: ${visible(text, wholeText)}\n`);
  };
  const note = (text: string | null): void => {
    if (text === null || notes.has(text)) return;
    notes.add(text);
    tell(text);
  };
  if (store.resumes !== null) tell(t('goes on with the run that began at {0} and was interrupted', store.resumes));

  // A later look must not be answered from what an earlier one saw.
  const probers = new Map<number, Promise<Prober>>();
  const proberOf = (round: number): Promise<Prober> => {
    const known = probers.get(round) ?? io.openProber(means, store.seenBefore);
    probers.set(round, known);
    return known;
  };
  const spared: string[] = [];
  await verifyEntries(entries, {
    store: {
      ...store.store,
      recall: async (nextHop) => {
        const remembered = await store.store.recall(nextHop);
        if (remembered.looks.length > 0) progress.done();
        return remembered;
      },
    },
    twice: options.twice,
    days,
    concurrency: options.concurrency ?? defaultConcurrency,
    signal,
    look: async (nextHop, round) => {
      const prober = await proberOf(round);
      const seen = await prober.probe(nextHop, {
        signal,
        serverNames: serverNames.get(nextHop) ?? [],
        onStep: (step) => progress.step(nextHop, step),
      });
      if (round === 1) progress.done();
      spared.push(...serversSeenBefore(seen));
      note(describePathProblem(seen.vantage));
      return seen;
    },
    pause: async () => {
      const wait = secondLook * (options.pacing ?? 1);
      if (io.stderr.isTTY) tell(t('looks again in {0} s at what did not hold', Math.ceil(wait / 1000)));
      await setTimeout(wait, undefined, { signal });
    },
    onResult,
  }).finally(() => progress.clear());
  if (signal.aborted) note(t('Interrupted: the same command with --evidence goes on where it ended.'));
  else await store.end();
  note(describeStored(store.answered(), new Set(spared).size, age.isUnattended));
  return [...notes];
}

function serversSeenBefore({ hosts }: Evidence): readonly string[] {
  const addresses = hosts.flatMap((host) => host.addresses);
  return addresses
    .filter(({ seenAt, cause }) => seenAt !== undefined || cause?.id === 'asked-recently')
    .map(({ address, port }) => `${address} ${port}`);
}

/** Null where all was asked for. */
function describeStored(answered: number, spared: number, isUnattended: boolean): string | null {
  const told = [
    ...(answered === 0 ? [] : [describeAnswered(answered)]),
    ...(spared === 0
      ? []
      : [
          counted(
            spared,
            '1 server was not contacted again, since an earlier run did so',
            '{0} servers were not contacted again, since an earlier run did so',
          ),
        ]),
  ];
  if (told.length === 0) return null;
  return `${told.join('; ')}${isUnattended ? ` (${t('--max-age 0 asks for all')})` : ''}`;
}

function describeAnswered(answered: number): string {
  return counted(
    answered,
    '1 next-hop was answered by what an earlier run saw',
    '{0} next-hops were answered by what an earlier run saw',
  );
}

async function prune(
  store: RunStore,
  tables: readonly TableToVerify[],
  isIncomplete: boolean,
  { signal }: CliIo,
): Promise<string> {
  if (isIncomplete) return t('--prune: nothing was removed, since not all files could be read');
  if (signal.aborted) return t('--prune: nothing was removed, since the run was interrupted');
  const pruned = await store.prune(new Set(tables.flatMap(({ named }) => named)));
  return counted(
    pruned,
    '--prune: the evidence of 1 next-hop was removed, which the files no longer name',
    '--prune: the evidence of {0} next-hops was removed, which the files no longer name',
  );
}
