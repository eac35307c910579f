import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { formatEndpoint } from '../dns/endpoint';
import type { Fault } from '../fault';
import { type SshWay, sshFault, startFault } from './ssh-fault';
import { createSshLog, logLevel, type SshProgress } from './ssh-log';

/** One `ssh -W`, which carries one connection. */
export interface SshProcess {
  readonly stdin: ChildProcessWithoutNullStreams['stdin'];
  readonly stdout: ChildProcessWithoutNullStreams['stdout'];
  readonly progress: SshProgress;
  /** Calls back at each progress, and at the end. */
  onChange(listener: () => void): void;
  /** Null while it runs; then why it ended, or `well` where the connection just ended. */
  readonly ending: Fault | 'well' | null;
  /** Ends it, and resolves when it is gone. */
  end(): Promise<void>;
}

/** Those that would outlive this program where it ends in the midst of a probe. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

/** Milliseconds that `ssh` has for ending by itself, and for reading what it wrote before it ended. */
const patience = { toEnd: 500, toRead: 250 };

/**
 * Nothing is asked of anybody, a host key that is not known ends it, and no connection stays behind for others; one that
 * ssh_config(5) shares is used. The destination is an address: what the jump host would resolve could be anything.
 *
 * @param timeout Milliseconds for connecting to the jump host.
 */
export function sshArguments({ jump, destination }: SshWay, timeout: number): readonly string[] {
  const options = {
    BatchMode: 'yes',
    ConnectTimeout: String(Math.max(1, Math.ceil(timeout / 1_000))),
    StrictHostKeyChecking: 'yes',
    ControlMaster: 'no',
    LogLevel: logLevel,
  };
  return [
    ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ...(jump.user === null ? [] : ['-l', jump.user]),
    ...(jump.port === null ? [] : ['-p', String(jump.port)]),
    '-W',
    formatEndpoint(destination),
    '--',
    jump.host,
  ];
}

/** Never by a shell, and never one that lies in the folder that an editor has open, where Windows would look first. */
export function startSsh(way: SshWay, timeout: number): SshProcess {
  const child = spawn('ssh', sshArguments(way, timeout), {
    cwd: homedir(),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  running.add(child);
  const log = createSshLog();
  const listeners: (() => void)[] = [];
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  let ending: SshProcess['ending'] = null;
  const finish = (how: Fault | 'well'): void => {
    if (ending !== null) return;
    ending = how;
    running.delete(child);
    tell();
  };
  const closeStreams = (): void => {
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  };
  child.stderr.on('data', (chunk: Buffer) => {
    if (log.add(chunk)) tell();
  });
  // Of a process that ended, there is more to tell than that its pipes broke.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => undefined);
  child.once('error', (error) => finish(startFault(error)));
  // A helper of ssh may outlive it with the pipes in its hands.
  child.once('exit', () => setTimeout(closeStreams, patience.toRead).unref());
  child.once('close', (code, signal) => {
    finish(code === 0 ? 'well' : sshFault(way, { code, signal, messages: log.messages }));
  });

  return {
    stdin: child.stdin,
    stdout: child.stdout,
    get progress() {
      return log.progress;
    },
    get ending() {
      return ending;
    },
    onChange: (listener) => void listeners.push(listener),
    end: () =>
      new Promise((resolve) => {
        if (ending !== null) {
          resolve();
          return;
        }
        listeners.push(() => {
          if (ending === null) return;
          clearTimeout(timer);
          resolve();
        });
        child.once('exit', closeStreams);
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), patience.toEnd);
      }),
  };
}
