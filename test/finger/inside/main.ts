/**
 * Run inside a namespace: probes every scenario, and each MX host of those with several by itself, with the product and
 * with posttls-finger(1) at every level, and leaves all that was seen as `output.json`.
 */

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createProber } from '../../../server/src/probe/probe';
import { triedScenarios } from '../../agreement/conduct';
import { type Probed, probeAll } from '../../agreement/inside/probe-all';
import { startWorld } from '../../agreement/inside/world';
import { inParallel } from '../../oracle/inside/in-parallel';
import { type FingerOutput, type FingerRun, levels } from '../output';

/** Seconds for a connection, and for each reply. */
const patience = '3';
const parallelRuns = 8;

async function main(folder: string): Promise<void> {
  const world = await startWorld(folder);
  const { caFile } = await world.lab.files(folder);
  const whole = await probeAll(triedScenarios, createProber(world.probeOptions));
  const hosts = new Set(Object.values(whole).flatMap(hostsOf));
  const single = [...hosts].map((host): Probed => ({ id: host, domain: host }));
  const evidence = { ...whole, ...(await probeAll(single, createProber(world.probeOptions))) };
  const jobs = [...triedScenarios, ...single].flatMap(({ id, domain }) =>
    levels.map((level) => ({ target: id, domain, level })),
  );
  const runs: FingerRun[] = [];
  await inParallel(jobs, parallelRuns, async ({ target, domain, level }) => {
    runs.push({ target, level, ...(await finger(domain, level, caFile)) });
  });
  await world.unbound.stop();
  await world.lab.stop();
  const output: FingerOutput = { evidence, runs };
  writeFileSync(path.join(folder, 'output.json'), JSON.stringify(output));
}

/** Each of several MX hosts as a next-hop of its own: posttls-finger would never come to the others. */
function hostsOf({ hosts }: { readonly hosts: readonly { readonly name: string }[] }): readonly string[] {
  return hosts.length > 1 ? hosts.map(({ name }) => `[${name}]`) : [];
}

async function finger(domain: string, level: string, caFile: string): Promise<Pick<FingerRun, 'status' | 'text'>> {
  const limits = ['-t', patience, '-T', patience];
  const told = ['-c', '-L', 'summary,certmatch,verbose', '-d', 'sha256'];
  const child = spawn('posttls-finger', [...told, ...limits, '-l', level, '-F', caFile, domain], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { status, text };
}

main(process.argv[2] ?? '').then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
