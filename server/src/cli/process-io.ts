import { readInputFile, readWhole } from '../system/input-file';
import { type CliIo, type CliOutput, exitCode } from './io';

/** The outside world of the real process. */
export function createProcessIo(): CliIo {
  const interruption = new AbortController();
  let followsSignals = false;

  /** Later ones end the process at once, for a person who does not want to wait any longer. */
  const followSignals = (): void => {
    followsSignals = true;
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.once(name, () => interruption.abort(new Error(`interrupted by ${name}`)));
    }
  };

  return {
    stdout: output(process.stdout, (error) => {
      interruption.abort(error);
      // The reader has seen enough, as with `| head`: that is no failure.
      if (isBrokenPipe(error)) return;
      process.stderr.write(`standard output: ${error.message}\n`);
      process.exitCode = exitCode.failure;
    }),
    stderr: output(process.stderr, () => undefined),
    readFile: readInputFile,
    readStdin: () => readWhole(process.stdin),
    // Only a subcommand that looks at the signal ends by itself; for all others a signal ends the process as usual.
    get signal() {
      if (!followsSignals) followSignals();
      return interruption.signal;
    },
  };
}

function output(stream: NodeJS.WriteStream, onError: (error: Error) => void): CliOutput {
  let isOpen = true;
  stream.on('error', (error: Error) => {
    if (isOpen) onError(error);
    isOpen = false;
  });
  return {
    write: (text) => {
      if (isOpen && text !== '') stream.write(text);
    },
    isTTY: stream.isTTY,
  };
}

function isBrokenPipe(error: Error): boolean {
  return 'code' in error && error.code === 'EPIPE';
}
