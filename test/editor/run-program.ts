import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './paths';
import { patience, refuseWhenStopping, register } from './started';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** `show` passes the program's output through; `collect` keeps it for the result. */
  readonly output: 'show' | 'collect';
}

export interface RunResult {
  /** 1 where a signal ended the program or it could not be started. */
  readonly code: number;
  /** Both output streams in the order they came; empty when shown. */
  readonly output: string;
}

/** Runs a program to its end, without input. Never rejects: a program that can't be started has code 1 and says why. */
export async function runProgram(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  refuseWhenStopping(command);
  const stdio = options.output === 'show' ? 'inherit' : 'pipe';
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: options.env ?? process.env,
    stdio: ['ignore', stdio, stdio],
  });
  const ended = resultOf(child, command);
  // Only these are polite: npm passes the signal on to what it started, and could not pass on SIGKILL.
  const kill = (): boolean => child.kill('SIGTERM');
  const stop = async (): Promise<void> => {
    kill();
    await Promise.race([ended, pause(patience, undefined, { ref: false })]);
  };
  const forget = register({ stop, kill });
  try {
    return await ended;
  } finally {
    forget();
  }
}

function resultOf(child: ChildProcess, command: string): Promise<RunResult> {
  return new Promise((resolve) => {
    const chunks: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    }
    child.once('error', (error) => resolve({ code: 1, output: `${command}: ${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: chunks.join('') }));
  });
}

/** Like {@link runProgram}, and rejects with the output when the program fails. */
export async function runOrThrow(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { code, output } = await runProgram(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${output}`.trimEnd());
  return output;
}
