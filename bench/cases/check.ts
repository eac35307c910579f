import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Case } from '../case';
import { policyText } from '../policy-text';
import { summarize, timed } from '../statistics';

const cli = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const samples = 15;

/** `postfix-tls-policy check` as a whole process. */
export function checkCase(lines: number, limit: number | null): Case {
  return {
    title: `\`check\`, start to exit, ${lines.toLocaleString('en')} lines`,
    limit,
    async run() {
      const folder = await mkdtemp(path.join(tmpdir(), 'postfix-tls-policy-bench-'));
      try {
        const file = path.join(folder, 'tls_policy');
        await writeFile(file, policyText(lines));
        const times: number[] = [];
        for (let sample = 0; sample < samples; sample += 1) times.push(await timed(() => check(file)));
        return summarize(times);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  };
}

async function check(file: string): Promise<void> {
  const options = { maxBuffer: 256 * 1024 * 1024 };
  // The table has findings on purpose, so the status is 1.
  const status = await promisify(execFile)(process.execPath, [cli, 'check', file], options).then(
    () => 0,
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
  if (status !== 1) throw new Error(`check ended with ${String(status)} instead of 1`);
}
