import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle } from '../../test/bundle';
import { namespaceFor } from '../../test/oracle/machine';
import { runInside } from '../../test/oracle/namespace';
import type { Case, Figure } from '../case';
import type {
  ManyMeasurement,
  Measurements,
  SharedMeasurement,
  SingleMeasurement,
  WorldInput,
} from '../probe/measurements';
import { type Summary, summarize } from '../statistics';

const roundTrip = 25;
/** The probe beside posttls-finger(1), in a namespace where mail servers and resolver are at a distance. */
export const probeCase: Case = {
  title: 'probe',
  async run() {
    const machine = namespaceFor(['posttls-finger', 'xargs', 'unbound', 'unbound-control', 'ip', 'unshare']);
    if ('reason' in machine) {
      process.stderr.write(`SKIPPED probe: ${machine.reason}\n`);
      return [];
    }
    const folder = await mkdtemp(path.join(tmpdir(), 'postfix-tls-policy-probe-'));
    try {
      const program = path.join(folder, 'measure.js');
      await bundle('bench/probe/measure.ts', program);
      const input: WorldInput = { program, roundTrip };
      const script = '../../../bench/probe/world.ts';
      const { singles, shared, many } = await runInside<Measurements>(machine.unshare, script, input);
      return [...singles.flatMap(singleFigures), ...sharedFigures(shared), ...manyFigures(many)];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

function singleFigures({ domain, whole, cpu, path: trips, connections, host, finger }: SingleMeasurement): Figure[] {
  const least = trips * roundTrip;
  const sessions = connections === 2 ? 'one session' : 'two sessions';
  const what = `\`probe ${domain}\`, cold, ${connections} connections to 2 hosts`;
  return [
    { what, unit: 'ms', summary: summarize(whole) },
    { what: `its critical path: ${trips} round trips of ${roundTrip} ms`, unit: 'ms', summary: one(least) },
    {
      what: 'the one in terms of the other',
      unit: '×',
      summary: summarize(whole.map((time) => time / least)),
      limit: { of: 'median', most: 1.3 },
    },
    { what: 'processor time of it', unit: 'ms', summary: summarize(cpu) },
    {
      what: `one of its hosts alone, ${sessions}`,
      unit: 'ms',
      summary: summarize(host),
    },
    {
      what: `\`posttls-finger\` on that host, ${sessions === 'one session' ? sessions : `${sessions}: at dane, then at secure`}`,
      unit: 'ms',
      summary: summarize(finger),
    },
    {
      what: 'the one in terms of the other',
      unit: '×',
      summary: ratios(host, finger),
      limit: { of: 'median', most: 1 },
    },
  ];
}

function sharedFigures(shared: SharedMeasurement): Figure[] {
  const { domains, whole, cpuPerDomain, connections, finger, fingerConnections } = shared;
  return [
    { what: `${domains} domains on 40 hosts, ${connections} connections`, unit: 'ms', summary: summarize(whole) },
    {
      what: `\`xargs -P16 posttls-finger\`, the same, ${fingerConnections} connections`,
      unit: 'ms',
      summary: summarize(finger),
    },
    {
      what: 'the one in terms of the other',
      unit: '×',
      summary: ratios(whole, finger),
      limit: { of: 'median', most: 0.33 },
    },
    {
      what: 'connections of the one in terms of the other',
      unit: '×',
      summary: one(connections / fingerConnections),
      limit: { of: 'median', most: 0.99 },
    },
    {
      what: 'processor time of the probe for each domain',
      unit: 'ms',
      summary: summarize(cpuPerDomain),
      limit: { of: 'median', most: 15 },
    },
  ];
}

function manyFigures({ domains, cpuPerDomain, heap }: ManyMeasurement): Figure[] {
  const count = domains.toLocaleString('en');
  return [
    {
      what: `processor time for each of ${count} domains on the same hosts`,
      unit: 'ms',
      summary: one(cpuPerDomain),
      limit: { of: 'median', most: 15 },
    },
    { what: `heap after a tenth of them`, unit: 'MB', summary: one(heap.early) },
    {
      what: `heap after all of them in terms of that`,
      unit: '×',
      summary: one(heap.late / heap.early),
      limit: { of: 'median', most: 1.1 },
    },
  ];
}

function ratios(ours: readonly number[], theirs: readonly number[]): Summary {
  return summarize(ours.map((time, index) => time / (theirs[index] ?? Number.NaN)));
}

function one(value: number): Summary {
  return summarize([value]);
}
