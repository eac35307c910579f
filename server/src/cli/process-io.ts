import { setMaxListeners } from 'node:events';
import { readInputFile, readWhole } from '../system/input-file';
import { readLines } from '../system/line-stream';
import { listJson } from '../system/list-json';
import { lookAtFile, namesOfFiles } from '../system/look-at-file';
import { readNearestFile } from '../system/nearest-file';
import { replaceFile } from '../system/replace-file';
import { localeOfEnvironment } from '../text/locale';
import { type CliIo, type CliOutput, exitCode } from './io';

/** Milliseconds in which two that begin at the same time settle which of them goes on. */
const patience = 2_000;

/** The outside world of the real process. */
export function createProcessIo(): CliIo {
  const interruption = new AbortController();
  // Each probe that runs listens, and that is no leak.
  setMaxListeners(0, interruption.signal);
  let followsSignals = false;

  /** Once each: a second one ends the process at once, for a person who does not want to wait any longer. */
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
    readNearest: readNearestFile,
    replaceFile,
    listJson,
    readTextFile: async (path) => (await import('../system/text-file')).readTextFile(path),
    readCaFolder: async (path) => (await import('../system/ca-folder')).readCaFolder(path),
    lookAtFile,
    namesOfFiles,
    openFolder: async (path) => (await import('../system/file-folder')).openFileFolder(path),
    claimFolder: async (path) => (await import('../system/claim')).claimFolder(path, patience),
    openRepository: async (folder) => (await import('../system/git')).openRepository(folder),
    openDeployment: async () => (await import('../system/deployment')).deployment,
    readLines,
    readStdin: () => readWhole(process.stdin),
    openProber: async (...asked) => (await import('./open-prober')).openProber(...asked),
    lookAtMachine: async (...asked) => (await import('./open-prober')).openMachine(...asked),
    askPostconf: async () => (await import('../system/postconf')).askPostconf(),
    locale: localeOfEnvironment(process.env),
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
  // Absent on files and pipes, whatever the type says.
  const isTTY = 'isTTY' in stream && stream.isTTY;
  return {
    write: (text) => {
      if (isOpen && text.length > 0) stream.write(text);
    },
    isTTY,
    hasColor: isTTY && !process.env['NO_COLOR'],
    get columns() {
      // Zero on a terminal that does not know its size.
      return (isTTY && stream.columns) || 80;
    },
  };
}

function isBrokenPipe(error: Error): boolean {
  return 'code' in error && error.code === 'EPIPE';
}
