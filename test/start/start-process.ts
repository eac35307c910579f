import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { root } from '../editor/paths';
import { until } from '../editor/until';

/** `npm start`, or what it runs, as a process that tests interrupt. */
export interface StartProcess {
  readonly child: ChildProcess;
  /** All that it has printed. */
  readonly output: () => string;
  /** Waits until it has printed something, and returns the match. */
  readonly prints: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Resolves to the exit code, or to the name of the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** Sends a signal to it alone, as kill(1) does. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Sends Ctrl-C to its whole process group, as a terminal does. */
  readonly pressCtrlC: () => void;
}

/** How long anything may take on a machine with much else to do, in milliseconds. */
const patience = 60_000;

/** Starts it in a process group of its own, as a shell does. */
export function startProcess(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): StartProcess {
  const child = spawn(command, args, {
    cwd: root,
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  }
  const output = (): string => chunks.join('');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  return {
    child,
    output,
    prints: (pattern) =>
      until(
        `${String(pattern)} printed`,
        () => {
          if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}\n${output()}`);
          return pattern.exec(output()) ?? undefined;
        },
        patience,
      ),
    ended: new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(code ?? signal));
    }),
    signal: (signal) => child.kill(signal),
    pressCtrlC: () => process.kill(-pid, 'SIGINT'),
  };
}

export interface RunningProcess {
  readonly id: number;
  readonly command: string;
}

/** All running processes that work in a folder: it stands in their arguments or their environment. */
export function processesIn(folder: string): readonly RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').replace(/\0/g, ' ');
        // A process that has ended and was not yet waited for has neither.
        return (command + readFileSync(`/proc/${id}/environ`, 'utf8')).includes(folder)
          ? [{ id: Number(id), command }]
          : [];
      } catch {
        return [];
      }
    });
}
