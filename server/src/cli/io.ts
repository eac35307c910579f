/** What a subcommand has of the outside world, so that tests can run it in memory. */
export interface CliIo {
  /** Findings and results; nothing else. */
  readonly stdout: CliOutput;
  /** Progress, summaries and errors. */
  readonly stderr: CliOutput;
  /** The bytes of a file. Rejects with a message for people, without the path. */
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /** Everything that standard input holds. Rejects with a message for people. */
  readonly readStdin: () => Promise<Uint8Array>;
  /** Aborts when the person interrupts (SIGINT, SIGTERM) or nobody reads the output any more (EPIPE). */
  readonly signal: AbortSignal;
}

export interface CliOutput {
  /** Queues text; it is flushed before the process ends. */
  write(text: string): void;
  readonly isTTY: boolean;
}

/** The exit codes of every subcommand. */
export const exitCode = {
  /** Nothing at or above the threshold. */
  ok: 0,
  /** Findings at or above the threshold. */
  findings: 1,
  /** Wrong usage, or something could not be read or written. */
  failure: 2,
} as const;
