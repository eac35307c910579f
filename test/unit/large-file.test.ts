import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const script = path.join(import.meta.dirname, 'check-large-file.ts');

interface Told {
  readonly bytes: number;
  readonly entries: number;
  readonly findings: number;
}

describe('a table of 10 MB', () => {
  it('is checked within 512 MB of memory', { timeout: 120_000 }, async () => {
    const parameters = ['--max-old-space-size=512', '--import', 'tsx', script, String(10_000_000)];
    const { stdout } = await promisify(execFile)(process.execPath, parameters, { timeout: 110_000 });
    const { bytes, entries, findings } = JSON.parse(stdout) as Told;
    expect(bytes).toBeGreaterThan(10_000_000);
    expect(findings).toBe(2 * Math.floor(entries / 100));
  });
});
