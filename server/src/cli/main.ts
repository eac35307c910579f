import { createProcessIo } from './process-io';
import { runCli } from './run';

void runCli(process.argv.slice(2), createProcessIo()).then((code) => {
  // The process ends by itself when everything is written; `process.exit` would cut what still waits in a pipe.
  process.exitCode ??= code;
});
