import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { bundle } from '../test/bundle';
import type { Figure } from './case';
import { summarize } from './statistics';

/** In milliseconds. */
interface Parts {
  /** Loading the program, the start of Node left out. */
  readonly load: number;
  readonly file: number;
  /** Reading the lines, and what the rules take beyond that. */
  readonly check: number;
}

/** Where the time of a check goes, measured inside fresh processes of the same code: cold, as each check is. */
export async function measureParts(file: string, samples: number): Promise<readonly Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postfix-tls-policy-parts-'));
  try {
    const program = path.join(folder, 'parts.js');
    await bundle('bench/check-in-parts.ts', program);
    const run = async (...mode: readonly string[]): Promise<Parts> => {
      const { stdout } = await promisify(execFile)(process.execPath, [program, file, ...mode]);
      return JSON.parse(stdout) as Parts;
    };
    const [all, withoutRules]: [Parts[], Parts[]] = [[], []];
    for (let sample = 0; sample < samples; sample += 1) {
      all.push(await run());
      withoutRules.push(await run('off'));
    }
    const reading = summarize(withoutRules.map(({ check }) => check));
    return [
      {
        what: 'of that: loading the rules and what they need',
        unit: 'ms',
        summary: summarize(all.map(({ load }) => load)),
      },
      { what: 'of that: the file', unit: 'ms', summary: summarize(all.map(({ file: read }) => read)) },
      { what: 'of that: splitting it into lines and keys', unit: 'ms', summary: reading },
      {
        what: 'of that: values and rules',
        unit: 'ms',
        summary: summarize(all.map(({ check }) => check - reading.median)),
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}
