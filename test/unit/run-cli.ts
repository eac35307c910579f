import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface CliResult {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly child: ChildProcess;
  /** What it has written on standard output by now. */
  readonly stdout: () => string;
  readonly ended: Promise<CliResult>;
}

/** Starts a program, and keeps what it writes. Its standard input ends after `input` unless it is told to stay open. */
export function startCli(command: string, args: readonly string[], input = '', { open = false } = {}): RunningCli {
  // In English, wherever the tests run; a test of another language asks for it.
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    written.stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    written.stderr += chunk;
  });
  // A program that does not read its input to the end is not at fault.
  child.stdin.on('error', () => undefined).write(input);
  if (!open) child.stdin.end();
  const ended = once(child, 'close').then(([code]): CliResult => ({ code: code as number | null, ...written }));
  return { child, stdout: () => written.stdout, ended };
}
