/** The command line, in a process of its own that ends before a step of `deploy`: `node driver.js STEP ARGUMENT…`. */

import { runCli } from '../../../server/src/cli/run';
import { disturbedIo } from './disturbed-io';

const [step = '', ...args] = process.argv.slice(2);
void runCli(args, disturbedIo(step === '-' ? {} : { dieAt: Number(step) })).then((code) => {
  process.exitCode = code;
});
