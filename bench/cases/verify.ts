import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { driftList } from '../../lab/drift';
import { type Lab, startLab } from '../../lab/lab';
import type { Case } from '../case';
import { commandLine } from '../paths';
import { summarize } from '../statistics';

const [entries, hosts] = [500, 60];

interface Run {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly connections: number;
}

/** `postfix-tls-policy verify` of a list as a whole process, without pauses, in the embedded lab on the same machine. */
export const verifyCase: Case = {
  title: `verify ${entries}`,
  async run() {
    const folder = await mkdtemp(path.join(tmpdir(), 'postfix-tls-policy-bench-'));
    const list = driftList(entries, hosts);
    try {
      const table = path.join(folder, 'tls_policy');
      await writeFile(table, list.lines.map((line) => `${line}\n`).join(''));
      const runs = [];
      for (const scenario of [list.before, list.after]) {
        const lab = await startLab({ scenarios: [scenario], delayScale: 0.02 });
        runs.push(await verify(lab, folder, table).finally(() => lab.stop()));
      }
      const whats = [
        `\`verify\`, ${entries} entries on ${hosts} hosts, all of which hold`,
        `the same, ${list.drifted.size} of which drifted, each looked at twice`,
      ];
      return runs.flatMap(({ milliseconds, megabytes, connections }, index) => [
        { what: whats[index] ?? '', unit: 'ms' as const, summary: summarize([milliseconds]) },
        { what: 'its memory at the most', unit: 'MB' as const, summary: summarize([megabytes]) },
        { what: 'its connections for each host', unit: '×' as const, summary: summarize([connections / hosts]) },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function verify(lab: Lab, folder: string, table: string): Promise<Run> {
  const { trustAnchors, caFile } = await lab.files(folder);
  const means = [
    ...['--resolver', `${lab.resolver.host}:${lab.resolver.port}`, '--socks', `${lab.socks.host}:${lab.socks.port}`],
    ...['--trust-anchor', trustAnchors, '--ca-file', caFile, '--pacing', '0'],
    ...lab.allowAddresses.flatMap((block) => ['--allow-address', block]),
  ];
  const started = performance.now();
  const child = spawn(process.execPath, [commandLine, 'verify', ...means, table], { stdio: 'ignore' });
  let megabytes = 0;
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, peakMemory(child.pid));
  }, 50);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(watch);
  const milliseconds = performance.now() - started;
  const connections = lab.connections().length;
  if ((code !== 0 && code !== 1) || connections === 0) throw new Error(`verify ended with ${String(code)}`);
  return { milliseconds, megabytes, connections };
}

/** Megabytes; Linux only. */
function peakMemory(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
