// `npm run fuzz`: a million tampered DNS dialogues from a random seed; `npm run fuzz -- 200000 42` for so many from that one.

import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { root } from './editor/paths';
import { runProgram } from './editor/run-program';

const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'server/src/probe/dnssec/tampering.lab.test.ts'];

async function main([dialogues = '1000000', seed = String(randomInt(2 ** 31))]: readonly string[]): Promise<void> {
  if (![dialogues, seed].every((text) => /^\d{1,10}$/.test(text))) {
    throw new Error('usage: npm run fuzz -- [DIALOGUES [SEED]]');
  }
  const env = { ...process.env, DNSSEC_DIALOGUES: dialogues, DNSSEC_SEED: seed };
  process.exitCode = (await runProgram(process.execPath, vitest, { output: 'show', env })).code;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
