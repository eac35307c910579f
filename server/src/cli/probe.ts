import { noConfig } from '../config/list-config';
import type { Evidence } from '../probe/evidence';
import { visible, wholeText } from '../report/escape';
import { describePathProblem } from '../report/path-problem';
import type { ProbedNextHop } from '../report/probe-result';
import { t } from '../text/translate';
import type { Advice } from '../verdict/advice';
import { advise } from '../verdict/advise';
import { serverNamesOf } from '../verdict/server-names';
import { readAdvising } from './advise-terms';
import type { RunCommand } from './command';
import { workInOrder } from './in-order';
import { type CliIo, exitCode } from './io';
import { readOwnConfig } from './list-configs';
import { readNextHops, standardInput } from './next-hops';
import type { OptionValues } from './option';
import { readProbeMeans } from './probe-means';
import { defaultConcurrency, type probeOptions } from './probe-options';
import { createProbeOutput } from './probe-output';
import { createProgress } from './progress';
import { selfTest } from './self-test';
import { settleVersions } from './stated-versions';
import { readStoredEvidence, replay } from './stored-evidence';
import { UsageError } from './usage-error';

type ProbeOptionValues = OptionValues<typeof probeOptions>;

/**
 * `probe`: looks at each next-hop and tells the best entry. An interruption ends the probes that run, whose partial
 * evidence is told, and begins no others.
 */
export const probe: RunCommand<typeof probeOptions> = async ({ options, operands }, io) => {
  if (options['accept-plain-dns'] && options.format !== 'policy') {
    throw new UsageError(t('--accept-plain-dns: only --format policy comments lines out'));
  }
  refuseRashDepth(options, operands);
  if (options['self-test']) return selfTest(options, operands, io);
  const stored = options.evidence === null ? null : await readStoredEvidence(options.evidence, operands, io);
  const nextHops = stored?.map(({ nextHop }) => nextHop) ?? (await readNextHops(operands, io));
  // Who asked not to be probed may stand in it; what was seen before bothers nobody.
  const config = stored !== null && options.profile !== null ? noConfig : await readOwnConfig(io);
  const versions = options['main-cf'] === null ? null : (await settleVersions(null, [config], io))(config);
  const preset = { profile: config.consumers, versions };
  const { sender, advising } = await readAdvising(options, preset, io);
  const prober = stored === null ? await io.openProber(await readProbeMeans(options, config, io)) : replay(stored);
  const progress = createProgress(io.stderr, nextHops.length);
  const output = createProbeOutput(options, io.stdout);
  const statuses: Advice['status'][] = [];

  let isProblemTold = false;
  const tellPathProblem = ({ vantage }: Evidence): void => {
    const problem = describePathProblem(vantage);
    if (problem === null || isProblemTold) return;
    isProblemTold = true;
    progress.clear();
    io.stderr.write(`postfix-tls-policy probe: ${visible(problem, wholeText)}\n`);
  };

  const look = async (nextHop: string): Promise<ProbedNextHop> => {
    const evidence = await prober.probe(nextHop, {
      signal: io.signal,
      serverNames: serverNamesOf(null, sender),
      onStep: (step) => progress.step(nextHop, step),
    });
    progress.done();
    tellPathProblem(evidence);
    return { evidence, advice: advise(evidence, sender, advising) };
  };
  const pacing = { limit: options.concurrency ?? defaultConcurrency, signal: io.signal };
  try {
    await workInOrder(nextHops, pacing, look, (result) => {
      progress.clear();
      statuses.push(result.advice.status);
      output.add(result);
    });
  } finally {
    progress.clear();
    output.end();
  }
  tellSummary(statuses, nextHops.length, io);
  return statuses.length === nextHops.length && statuses.every((status) => status === 'found')
    ? exitCode.ok
    : exitCode.findings;
};

/**
 * A deep probe looks like the beginning of an attack to whoever is asked: it is for domains that somebody names one by
 * one, and does not come from a mail server, whose good name others judge by, unless that is said besides.
 *
 * @throws UsageError
 */
function refuseRashDepth(
  { deep, ssh, 'deep-over-ssh': overSsh }: ProbeOptionValues,
  operands: readonly string[],
): void {
  if (deep && operands.includes(standardInput)) {
    throw new UsageError(t('--deep: name the domains themselves; a list on standard input is not asked so much'));
  }
  if (deep && ssh !== null && !overSsh) {
    throw new UsageError(
      t(
        '--deep: with --ssh it would come from the address of that host, and may cost it its good name; if so be it, add --deep-over-ssh',
      ),
    );
  }
  if (overSsh && !(deep && ssh !== null)) throw new UsageError(t('--deep-over-ssh: only for --deep with --ssh'));
}

/** For a person at a terminal, where there is more than one; and always when not all were probed. */
function tellSummary(statuses: readonly Advice['status'][], total: number, { stderr }: CliIo): void {
  const count = (status: Advice['status']) => statuses.filter((each) => each === status).length;
  if (stderr.isTTY && total > 1) {
    stderr.write(
      `${t(
        '{0} of {1} have an entry, {2} none, {3} could not be tested',
        count('found'),
        total,
        count('none'),
        count('untested'),
      )}\n`,
    );
  }
  const left = total - statuses.length;
  if (left > 0) stderr.write(`${t('interrupted: {0} of {1} were not probed', left, total)}\n`);
}
