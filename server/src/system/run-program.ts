import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/** How a program ended. */
export interface ProgramEnd {
  /** Null where a signal ended it. */
  readonly status: number | null;
  readonly stdout: Buffer;
  /** The end of it, where it is long. */
  readonly stderr: string;
}

export interface ProgramOptions {
  /** What messages call it, where a shell starts it; the program by default. */
  readonly name?: string;
  readonly cwd?: string;
  /** Beside those of this process; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** Milliseconds. */
  readonly deadline: number;
  readonly signal?: AbortSignal;
}

/** Of all that a program writes; far more than the entries of any list. */
const maxOutput = 512 * 1024 * 1024;
const maxComplaint = 16_000;

/**
 * Cron has a search path without the folders in which the administrator's programs are, and some have none at all: an empty part of
 * one would be the current folder.
 */
function searchPath(): string {
  return [process.env['PATH'] || '/usr/bin:/bin', '/usr/sbin', '/usr/local/sbin', '/sbin'].join(':');
}

/**
 * Runs a program to its end, its own children included: what does not end by the deadline is killed with them. Rejects with a
 * message for people where it can't be started, takes too long, writes too much, or the signal aborts.
 */
export function runProgram(program: string, args: readonly string[], options: ProgramOptions): Promise<ProgramEnd> {
  const { name = program, cwd, env = {}, input = '', deadline, signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(new Error('interrupted'));
      return;
    }
    const child = startProgram(program, args, { cwd, env });
    let failure: Error | null = null;
    const end = (reason: string): void => {
      failure ??= new Error(reason);
      killGroup(child);
    };
    const timer = setTimeout(() => end(`${name} did not end within ${deadline / 1000} s`), deadline);
    const onAbort = (): void => end('interrupted');
    signal?.addEventListener('abort', onAbort);
    const output: Buffer[] = [];
    let size = 0;
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxOutput) end(`${name} writes more than 512 MiB`);
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(-maxComplaint);
    });
    // It may end before it has read all; its status tells why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (error) => {
      failure ??= startFailure(program, cwd, error);
    });
    child.on('close', (status) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (failure === null) resolve({ status, stdout: Buffer.concat(output), stderr: complaint });
      else reject(failure);
    });
  });
}

/** Starts a program in a group of its own, so that git's and Postfix's helpers end with it. */
export function startProgram(
  program: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string | undefined; readonly env: Readonly<Record<string, string | undefined>> },
): ChildProcessWithoutNullStreams {
  return spawn(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, PATH: searchPath(), LC_ALL: 'C', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
}

/** Why a program can't be started, in words for people. */
export function startFailure(program: string, cwd: string | undefined, error: Error): Error {
  const isAbsent = 'code' in error && error.code === 'ENOENT';
  return isAbsent
    ? new Error(`${program} is not installed${cwd === undefined ? '' : ', or this folder is gone'}`)
    : error;
}

/** Ends a program that was started so, and all that it started. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
