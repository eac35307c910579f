import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Case, Figure } from '../case';
import { measureParts } from '../parts';
import { commandLine } from '../paths';
import { policyText } from '../policy-text';
import { summarize, timed } from '../statistics';

const run = promisify(execFile);

/** `postfix-tls-policy check` as a whole process, beside `postmap` that builds the same table, turn by turn. */
export function checkCase(
  entries: number,
  style: 'entries' | 'own-servers',
  samples: number,
  mostRatio?: number,
): Case {
  const count = entries.toLocaleString('en');
  return {
    title: `check ${count} ${style}`,
    async run() {
      const folder = await mkdtemp(path.join(tmpdir(), 'postfix-tls-policy-bench-'));
      try {
        const file = path.join(folder, 'tls_policy');
        const text = policyText({ lines: entries, style });
        await writeFile(file, text);
        await writeFile(path.join(folder, 'main.cf'), 'compatibility_level = 3.6\n');
        const [ours, theirs, ratios]: [number[], number[], number[]] = [[], [], []];
        for (let sample = 0; sample < samples; sample += 1) {
          const [our, their] = [await timed(() => check(file)), await timed(() => postmap(folder, file))];
          ours.push(our);
          theirs.push(their);
          ratios.push(our / their);
        }
        const kind = style === 'entries' ? 'entries' : 'entries of other servers each';
        const size = `${count} ${kind} (${(text.length / 1e6).toFixed(1)} MB)`;
        const figures: Figure[] = [
          { what: `\`check\`, start to end, ${size}`, unit: 'ms', summary: summarize(ours) },
          { what: `\`postmap hash:\`, the same file`, unit: 'ms', summary: summarize(theirs) },
          {
            what: 'the one in terms of the other',
            unit: '×',
            summary: summarize(ratios),
            ...(mostRatio === undefined ? {} : { limit: { of: 'median', most: mostRatio } }),
          },
        ];
        return [...figures, ...(await measureParts(file, samples))];
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  };
}

async function check(file: string): Promise<void> {
  const options = { maxBuffer: 256 * 1024 * 1024 };
  // The table has findings on purpose, so the status is 1.
  const status = await run(process.execPath, [commandLine, 'check', file], options).then(
    () => 0,
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
  if (status !== 1) throw new Error(`check ended with ${String(status)} instead of 1`);
}

async function postmap(folder: string, file: string): Promise<void> {
  await run('postmap', ['-c', folder, `hash:${file}`]);
}
