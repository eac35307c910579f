import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import esbuild from 'esbuild';
import type { Figure } from './case';
import { root } from './paths';
import { summarize } from './statistics';

const parts = ['load', 'read', 'parse', 'rules'] as const;

/** Where the time of a check goes, measured inside a fresh process of the same code: cold, as each check is. */
export async function measureParts(file: string, samples: number): Promise<readonly Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postfix-tls-policy-parts-'));
  try {
    const program = path.join(folder, 'parts.js');
    await esbuild.build({
      entryPoints: [path.join(root, 'bench', 'check-in-parts.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      minify: true,
      logLevel: 'warning',
    });
    const times: Record<string, number>[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      const { stdout } = await promisify(execFile)(process.execPath, [program, file]);
      times.push(JSON.parse(stdout) as Record<string, number>);
    }
    return parts.map((part) => ({
      what: `of that: ${part}`,
      unit: 'ms',
      summary: summarize(times.map((each) => each[part] ?? Number.NaN)),
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}
