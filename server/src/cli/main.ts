import { exitCode } from './io';
import { createProcessIo } from './process-io';
import { program } from './program';
import { runCli } from './run';

runCli(process.argv.slice(2), createProcessIo()).then(
  // The process ends by itself when everything is written; `process.exit` would cut what still waits in a pipe.
  (code) => {
    process.exitCode ??= code;
  },
  (error: unknown) => {
    process.stderr.write(`${program}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = exitCode.failure;
  },
);
