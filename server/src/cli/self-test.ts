import type { MachineView } from '../probe/machine/look-at-machine';
import { machineText } from '../report/machine-view';
import { type CliIo, exitCode } from './io';
import { readOwnConfig } from './list-configs';
import { readNextHops } from './next-hops';
import type { OptionValues } from './option';
import { readProbeMeans } from './probe-means';
import type { probeOptions } from './probe-options';
import { UsageError } from './usage-error';

/**
 * `probe --self-test`: what this machine can see of the world by the means that the options name. The findings are told
 * alike whether they are good or bad; the exit status is 1 where one is bad.
 */
export async function selfTest(
  options: OptionValues<typeof probeOptions>,
  operands: readonly string[],
  io: CliIo,
): Promise<number> {
  if (options.format !== 'text') throw new UsageError('--self-test: there is --format text alone');
  if (options.deep || options.evidence !== null) throw new UsageError('--self-test: not with --deep or --evidence');
  const domains = operands.length === 0 ? [] : await readNextHops(operands, io);
  const means = await readProbeMeans(options, await readOwnConfig(io), io);
  let view: MachineView;
  try {
    view = await io.lookAtMachine(means, domains, { signal: io.signal });
  } catch (error) {
    if (!io.signal.aborted) throw error;
    io.stderr.write('interrupted: nothing is told of a machine that was not looked at in whole\n');
    return exitCode.findings;
  }
  io.stdout.write(machineText(view));
  return view.findings.some(({ state }) => state === 'bad') ? exitCode.findings : exitCode.ok;
}
