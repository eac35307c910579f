import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { patience, refuseWhenStopping, register } from './started';

/** A child process together with all that it starts. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Resolves to the exit code; 1 where a signal ended it or it could not be started. */
  readonly exited: Promise<number>;
  /** Ends the child and every process in its group. Never rejects. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a program in a process group of its own. Editors start servers, extension hosts and language servers, which
 * outlive the program itself; ending the group ends them all, by id and nothing else. This process ends the group when
 * it ends itself.
 */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions): ProcessGroup {
  refuseWhenStopping(command);
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  const exited = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
  const kill = (): void => signalGroup(child.pid, 'SIGKILL');
  const stop = async (): Promise<void> => {
    signalGroup(child.pid, 'SIGTERM');
    await Promise.race([exited, pause(patience, undefined, { ref: false })]);
    // Also where the child has ended: what it started may not have.
    kill();
    forget();
  };
  const forget = register({ stop, kill });
  return { child, exited, stop };
}

/** Whether there is a process with this id. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // The group has ended by itself.
  }
}
