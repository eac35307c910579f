// Probes next-hops and writes what it saw to a file. Run as a bundle, by Node and by a runtime on BoringSSL.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Evidence } from '../../server/src/probe/evidence';
import { mapParallel } from '../../server/src/probe/map-parallel';
import type { ProbeOptions } from '../../server/src/probe/options';
import { createProber } from '../../server/src/probe/probe';

/** Next-hops that are probed by the same means. */
export interface Batch {
  readonly options: ProbeOptions;
  readonly nextHops: readonly string[];
}

const parallelProbes = 8;

async function main([, , input = '', output = '']: readonly string[]): Promise<void> {
  const batches = JSON.parse(readFileSync(input, 'utf8')) as readonly Batch[];
  const found: (readonly [string, Evidence])[] = [];
  for (const { options, nextHops } of batches) {
    const prober = createProber(options);
    const signal = new AbortController().signal;
    const look = async (nextHop: string) => [nextHop, await prober.probe(nextHop, { signal })] as const;
    found.push(...(await mapParallel(nextHops, parallelProbes, look)));
  }
  writeFileSync(output, JSON.stringify(Object.fromEntries(found)));
}

main(process.argv).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
