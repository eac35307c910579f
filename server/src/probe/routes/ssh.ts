import type { Duplex } from 'node:stream';
import { closed } from '../closed';
import { attempt, type Limits } from '../dns/attempt';
import type { Endpoint } from '../options';
import { createTurns } from '../turns';
import { type JumpHost, jumpHostName } from './jump-host';
import { destinationTimeout, loginTimeout, type SshWay } from './ssh-fault';
import type { SshProgress } from './ssh-log';
import { type SshProcess, startSsh } from './ssh-process';
import { SshStream } from './ssh-stream';

/** Logins to one jump host at a time; sshd(8) begins to refuse them at ten (MaxStartups). */
const parallelLogins = 4;
const logins = createTurns();
let nextLane = 0;

/**
 * Opens a TCP connection from a jump host, by a process `ssh -W` of its own. The process is gone when this rejects, and
 * when the stream has closed.
 *
 * @throws Fault `connect-timeout`, `connection-refused`, `network-unreachable`, `no-ipv6`; `route-failed` where ssh or the
 *   jump host is at fault; the signal's reason when it aborts.
 */
export async function connectThroughSsh(jump: JumpHost, destination: Endpoint, limits: Limits): Promise<Duplex> {
  const way = { jump, destination };
  nextLane = (nextLane + 1) % parallelLogins;
  const tunnel = await logins.take(`${jumpHostName(jump)} ${nextLane}`, limits, () => logIn(way, limits));
  await reach(tunnel, 'connected', limits, () => destinationTimeout(way, limits.timeout));
  return tunnel.stream;
}

interface Tunnel {
  readonly process: SshProcess;
  readonly stream: SshStream;
}

async function logIn(way: SshWay, limits: Limits): Promise<Tunnel> {
  const process = startSsh(way, limits.timeout);
  // It reads from the beginning, so that nothing of the server's first words can get lost.
  const tunnel = { process, stream: new SshStream(process) };
  await reach(tunnel, 'logged-in', limits, () => loginTimeout(way, limits.timeout));
  return tunnel;
}

/** Waits for so much progress; without it, the tunnel is closed. */
async function reach(
  { process, stream }: Tunnel,
  goal: Exclude<SshProgress, 'starting'>,
  limits: Limits,
  timedOut: () => Error,
): Promise<void> {
  const waiting = attempt<undefined>(limits, timedOut, ({ succeed, fail }) => {
    const look = (): void => {
      const { progress, ending } = process;
      // What the server says proves the connection, whatever is logged.
      if (progress === 'connected' || progress === goal || stream.readableLength > 0) succeed(undefined);
      else if (ending instanceof Error) fail(ending);
      else if (ending === 'well') succeed(undefined);
    };
    const soon = setImmediate(look);
    process.onChange(look);
    process.stdout.on('data', look);
    return () => {
      clearImmediate(soon);
      process.stdout.off('data', look);
    };
  });
  try {
    await waiting;
  } catch (error) {
    await closed(stream);
    throw error;
  }
}
