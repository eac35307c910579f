// Measures the built product and prints a table; --write keeps it in docs/benchmarks.md. Names of cases select some.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import path from 'node:path';
import type { Case, Figure } from './case';
import { checkCase } from './cases/check';
import { initializeCase, nodeCase } from './cases/initialize';
import { keystrokeCase } from './cases/keystroke';
import { neighboursCase } from './cases/neighbours';
import { probeCase } from './cases/probe';
import { requestsCase } from './cases/requests';
import { reviewCase } from './cases/review';
import { siteCase } from './cases/site';
import { verifyCase } from './cases/verify';
import { root } from './paths';

const cases: readonly Case[] = [
  nodeCase,
  initializeCase,
  keystrokeCase({
    lines: 100,
    diagnostics: 'pulled',
    limits: [
      { of: 'median', most: 5 },
      { of: 'p95', most: 10 },
    ],
  }),
  keystrokeCase({ lines: 10_000, diagnostics: 'pulled', limits: [{ of: 'median', most: 8 }], memory: 120 }),
  keystrokeCase({ lines: 100_000, diagnostics: 'pulled', limits: [{ of: 'median', most: 15 }] }),
  keystrokeCase({ lines: 100, diagnostics: 'pushed' }),
  keystrokeCase({ lines: 100_000, diagnostics: 'pushed' }),
  siteCase,
  requestsCase(10_000),
  requestsCase(100_000),
  checkCase(100, 'entries', 15),
  checkCase(100_000, 'entries', 15, 3),
  checkCase(100_000, 'own-servers', 5),
  reviewCase(10_000, 9, 1_000),
  verifyCase,
  neighboursCase(1_000),
  neighboursCase(10_000),
  probeCase,
];

async function main(): Promise<void> {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const chosen = cases.filter(({ title }) => names.length === 0 || names.some((name) => title.includes(name)));
  if (!process.argv.includes('--built'))
    execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'inherit' });
  const rows: string[] = [];
  let floor: number | null = null;
  for (const each of chosen) {
    for (const figure of await each.run()) {
      if (each === nodeCase) floor = figure.summary.median;
      const row = describe(figure, floor);
      process.stdout.write(`${row}\n`);
      rows.push(row);
      if (isExceeded(figure)) process.exitCode = 1;
    }
  }
  if (process.argv.includes('--write')) writeFileSync(path.join(root, 'docs', 'benchmarks.md'), page(rows));
}

function isExceeded({ summary, limit }: Figure): boolean {
  return limit !== undefined && summary[limit.of] > limit.most;
}

/** The ratio to an empty Node process carries over to other machines better than the milliseconds do. */
function describe(figure: Figure, floor: number | null): string {
  const { what, unit, summary, limit } = figure;
  const cells = [
    what,
    `${summary.median.toFixed(1)} ${unit}`,
    summary.samples > 1 ? `${summary.p95.toFixed(1)} ${unit}` : '',
    unit === 'ms' && floor !== null ? (summary.median / floor).toFixed(2) : '',
    limit === undefined ? '' : `${limit.of} ≤ ${limit.most} ${unit}${isExceeded(figure) ? ' **exceeded**' : ''}`,
    `${summary.samples}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function page(rows: readonly string[]): string {
  const [cpu] = cpus();
  const load = loadavg();
  const machine = `${cpu?.model ?? 'unknown CPU'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `# Benchmarks

Written by \`npm run bench -- --write\` on ${machine}; ${type()} ${release()}, Node ${process.versions.node}.
Load average when it ended: ${load.map((one) => one.toFixed(1)).join(', ')} (the benchmark itself makes about 1; with more than the cores, read the times as upper bounds).
Raw JSON-RPC over stdio with the minified bundle, the clock stopped at the last byte of the answer. The ratio is the median
to that of an empty Node process on the same machine. One line in a hundred of each list has a finding; the keystrokes write
an entry in the middle of the list, letter by letter. The probe runs in one warm process, without the start of the command
line, pauses or chance, with one connection to an address at a time; relays put the resolver and each mail server at a
distance of one round trip of 25 ms, that of opening a TCP connection included. The servers of other languages are there for
comparison, with the pauses that they make by themselves before they push diagnostics. The run fails when a figure exceeds its limit.

| What | Median | p95 | Ratio | Limit | Samples |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
