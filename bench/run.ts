// Measures the built product and prints a table; --write commits it to docs/benchmarks.md.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import path from 'node:path';
import type { Case } from './case';
import { checkCase } from './cases/check';
import { initializeCase, nodeCase } from './cases/initialize';
import { keystrokeCase } from './cases/keystroke';
import type { Summary } from './statistics';

const root = path.join(import.meta.dirname, '..');

const cases: readonly Case[] = [
  nodeCase,
  initializeCase,
  keystrokeCase(100, 'pulled', 10),
  keystrokeCase(100, 'pushed', null),
  keystrokeCase(10_000, 'pulled', null),
  checkCase(100, null),
  checkCase(100_000, null),
];

async function main(): Promise<void> {
  execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'inherit' });
  const rows: string[] = [];
  let floor = Number.NaN;
  for (const each of cases) {
    const summary = await each.run();
    if (each === nodeCase) floor = summary.median;
    const row = describe(each, summary, floor);
    process.stdout.write(`${row}\n`);
    rows.push(row);
    if (each.limit !== null && summary.p95 > each.limit) process.exitCode = 1;
  }
  if (process.argv.includes('--write')) writeFileSync(path.join(root, 'docs', 'benchmarks.md'), page(rows));
}

/** The ratio to an empty Node process carries over to other machines better than the milliseconds do. */
function describe({ title, limit }: Case, { samples, median, p95 }: Summary, floor: number): string {
  const cells = [
    title,
    median.toFixed(1),
    p95.toFixed(1),
    (median / floor).toFixed(2),
    limit === null ? '' : `${limit}`,
    `${samples}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function page(rows: readonly string[]): string {
  const [cpu] = cpus();
  const machine = `${cpu?.model ?? 'unknown CPU'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `# Benchmarks

Written by \`npm run bench -- --write\` on ${machine}; ${type()} ${release()}, Node ${process.versions.node}.
Raw JSON-RPC over stdio with the minified bundle. Milliseconds; the ratio is the median to that of an empty Node process.
The run fails when a 95th percentile exceeds its limit.

| What | Median | p95 | Ratio | Limit | Samples |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
