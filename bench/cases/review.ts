import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Case } from '../case';
import { commandLine } from '../paths';
import { policyText } from '../policy-text';
import { summarize, timed } from '../statistics';

const run = promisify(execFile);

/** `postfix-tls-policy review` of two commits as a whole process, without a probe: every tenth entry of the list changed, which main.cf names. */
export function reviewCase(entries: number, samples: number, limit: number): Case {
  const count = entries.toLocaleString('en');
  return {
    title: `review ${count}`,
    async run() {
      const folder = await mkdtemp(path.join(tmpdir(), 'postfix-tls-policy-bench-'));
      const git = (...args: readonly string[]) =>
        run('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { cwd: folder });
      try {
        const lines = policyText({ lines: entries, style: 'entries' }).split('\n');
        const changed = lines.map((line, index) => (index % 10 === 0 ? line.replace(/(?<=\s)\S.*$/, 'encrypt') : line));
        await git('init', '--quiet');
        await writeFile(path.join(folder, 'main.cf'), 'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n');
        for (const text of [lines, changed]) {
          await writeFile(path.join(folder, 'tls_policy'), text.join('\n'));
          await git('add', 'main.cf', 'tls_policy');
          await git('commit', '--quiet', '--message=list');
        }
        const times: number[] = [];
        for (let sample = 0; sample < samples; sample += 1) times.push(await timed(() => review(folder)));
        return [
          {
            what: `\`review\`, start to end, ${count} entries, every tenth changed`,
            unit: 'ms',
            summary: summarize(times),
            limit: { of: 'median', most: limit },
          },
        ];
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  };
}

async function review(folder: string): Promise<void> {
  const options = { cwd: folder, maxBuffer: 256 * 1024 * 1024 };
  // The change weakens entries on purpose, so the status is 1.
  const status = await run(process.execPath, [commandLine, 'review', 'HEAD^..HEAD'], options).then(
    () => 0,
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
  if (status !== 1) throw new Error(`review ended with ${String(status)} instead of 1`);
}
