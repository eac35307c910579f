// What this process has started and has to end with it: programs, and folders that they work in.
import { rmSync } from 'node:fs';

/** A program, or several, that this process started. */
export interface Started {
  /** Ends it in order. Never rejects. */
  readonly stop: () => Promise<void>;
  /** Ends it at once, without waiting. */
  readonly kill: () => void;
}

/** Milliseconds that a program gets between the polite and the final signal. */
export const patience = 4000;

/** Signals that end a program, by their numbers: a shell reads an exit code of 128 and more as one of them. */
const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

const running = new Set<Started>();
const folders = new Set<string>();
let watching = false;
let closed = false;
let onInterrupt: (() => void) | undefined;

/** Registers what was started; call the returned function when it has ended. */
export function register(started: Started): () => void {
  watch();
  running.add(started);
  return () => running.delete(started);
}

/** Removes a folder when the process exits, whatever ends it. */
export function removeAtExit(folder: string): void {
  watch();
  folders.add(folder);
}

/** Ends all that was started, and lets nothing start any more. */
export async function stopAll(): Promise<void> {
  closed = true;
  await Promise.all([...running].map(({ stop }) => stop()));
}

/** Throws once everything is being stopped; asked before anything is started. */
export function refuseWhenStopping(what: string): void {
  if (closed) throw new Error(`${what} was not started: everything is being stopped`);
}

/** Resolves at the first Ctrl-C or its like, for an orderly end. A second one ends everything at once. */
export function interrupted(): Promise<void> {
  watch();
  return new Promise((resolve) => {
    onInterrupt = resolve;
  });
}

/** Programs have process groups of their own, so a signal to ours would leave them behind. */
function watch(): void {
  if (watching) return;
  watching = true;
  for (const [signal, number] of Object.entries(signals)) {
    process.on(signal, () => {
      const callback = onInterrupt;
      onInterrupt = undefined;
      if (callback) callback();
      else process.exit(128 + number);
    });
  }
  process.once('exit', () => {
    for (const { kill } of running) kill();
    for (const folder of folders) removeAtOnce(folder);
  });
}

function removeAtOnce(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // A program that is just ending may still write there; nothing more can be done at this point.
  }
}
