import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds that a process gets between the polite and the final signal. */
const patience = 4000;

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
 * outlive the program itself; ending the group ends them all, by id and nothing else.
 */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions): ProcessGroup {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  const exited = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
  return { child, exited, stop: () => stopGroup(child) };
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const running = child.exitCode === null && child.signalCode === null;
  signalGroup(child.pid, 'SIGTERM');
  if (running) await Promise.race([once(child, 'exit'), pause(patience, undefined, { ref: false })]);
  signalGroup(child.pid, 'SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // The group has ended by itself.
  }
}
