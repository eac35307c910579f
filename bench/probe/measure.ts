// Probes the domains of the bench in this process, which is warm, and runs posttls-finger beside it. Run as a bundle by
// `world.ts`, which answers with the number of connections to its servers when asked.
import { execFile } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { promisify } from 'node:util';
import { mapParallel } from '../../server/src/probe/map-parallel';
import { defaultProbeOptions, type ProbeOptions } from '../../server/src/probe/options';
import { createProber, type Prober } from '../../server/src/probe/probe';
import { many, shared, single } from './domains';
import type { ManyMeasurement, MeasureInput, Measurements, SharedMeasurement, SingleMeasurement } from './measurements';

const singleSamples = 15;
const sharedSamples = 3;
/** Rounds before those that count, in which the code is compiled and the resolver learns the zones. */
const warmUp = { single: 5, shared: 2 };
/** Probes at a time. */
const parallel = { ours: 64, theirs: 16 };
const never = new AbortController().signal;
// Each probe listens to it while it lasts.
setMaxListeners(0, never);

const run = promisify(execFile);

async function main(): Promise<void> {
  const [input] = (await once(process, 'message')) as [MeasureInput];
  const options: ProbeOptions = {
    ...defaultProbeOptions,
    resolvers: [{ host: '127.0.0.1', port: 53 }],
    trustAnchors: input.trustAnchors,
    caFile: { name: 'lab', pem: input.caPem },
    allowAddresses: ['192.0.2.0/24'],
    pacing: null,
  };
  const singles = [
    await measureSingle(single.pkix, { dns: 2, sessions: 1 }, options, input),
    await measureSingle(single.dane, { dns: 3, sessions: 2 }, options, input),
  ];
  const measurements: Measurements = {
    singles,
    shared: await measureShared(options, input),
    many: await measureMany(options),
  };
  process.send?.(measurements);
}

/** Connecting, greeting, EHLO, STARTTLS, TLS 1.3, EHLO, QUIT. */
const tripsPerSession = 7;

/** @param trips Those of DNS that depend on each other (MX, address, TLSA), and the sessions with each address. */
async function measureSingle(
  domain: string,
  trips: { readonly dns: number; readonly sessions: number },
  options: ProbeOptions,
  { caFile }: MeasureInput,
): Promise<SingleMeasurement> {
  const [whole, cpu, host, finger]: [number[], number[], number[], number[]] = [[], [], [], []];
  const oneHost = `[mx1.${domain}]`;
  // Where TLSA records are in use the servers are looked at twice, with and without their names, as smtp(8) does at these levels.
  const levels = trips.sessions === 1 ? ['dane'] : ['dane', 'secure'];
  await connectionsSince();
  let connections = 0;
  for (let sample = -warmUp.single; sample < singleSamples; sample += 1) {
    const all = await measured(() => expectTls(createProber(options), domain));
    connections = await connectionsSince();
    const one = await measured(() => expectTls(createProber(options), oneHost));
    const theirs = await measured(async () => {
      for (const level of levels) await run('posttls-finger', fingerArguments(caFile, level, oneHost));
    });
    await connectionsSince();
    if (sample < 0) continue;
    whole.push(all.time);
    cpu.push(all.cpu);
    host.push(one.time);
    finger.push(theirs.time);
  }
  return { domain, whole, cpu, path: trips.dns + trips.sessions * tripsPerSession, connections, host, finger };
}

async function measureShared(options: ProbeOptions, { caFile }: MeasureInput): Promise<SharedMeasurement> {
  const [whole, cpuPerDomain, finger]: [number[], number[], number[]] = [[], [], []];
  let [connections, fingerConnections] = [0, 0];
  for (let sample = -warmUp.shared; sample < sharedSamples; sample += 1) {
    const prober = createProber(options);
    const ours = await measured(() => mapParallel(shared, parallel.ours, (domain) => expectTls(prober, domain)));
    connections = await connectionsSince();
    const command = ['-0', '-n1', `-P${parallel.theirs}`, 'posttls-finger', ...fingerArguments(caFile, 'dane')];
    const theirs = await measured(() => runWithInput('xargs', command, shared.join('\0')));
    fingerConnections = await connectionsSince();
    if (sample < 0) continue;
    whole.push(ours.time);
    cpuPerDomain.push(ours.cpu / shared.length);
    finger.push(theirs.time);
  }
  return { domains: shared.length, whole, cpuPerDomain, connections, finger, fingerConnections };
}

async function measureMany(options: ProbeOptions): Promise<ManyMeasurement> {
  const prober = createProber(options);
  const early = many.slice(0, many.length / 10);
  const probeAll = (domains: readonly string[]) =>
    mapParallel(domains, parallel.ours, (domain) => expectTls(prober, domain));
  const start = await measured(() => probeAll(early));
  const heapEarly = heap();
  const rest = await measured(() => probeAll(many.slice(early.length)));
  return {
    domains: many.length,
    seconds: (start.time + rest.time) / 1_000,
    cpuPerDomain: (start.cpu + rest.cpu) / many.length,
    heap: { early: heapEarly, late: heap() },
  };
}

/** Speed is of no worth where the answer is wrong. */
async function expectTls(prober: Prober, domain: string): Promise<void> {
  const { hosts } = await prober.probe(domain, { signal: never });
  const isWhole = hosts.length > 0 && hosts.every(({ addresses }) => addresses[0]?.tls?.pkix.verdict === 'trusted');
  if (!isWhole) throw new Error(`no whole evidence of ${domain}: ${JSON.stringify(hosts).slice(0, 2_000)}`);
}

function fingerArguments(caFile: string, level: string, ...destination: readonly string[]): string[] {
  return ['-c', '-l', level, '-F', caFile, ...destination];
}

async function runWithInput(program: string, args: readonly string[], input: string): Promise<void> {
  const running = run(program, [...args]);
  running.child.stdin?.end(input);
  await running;
}

async function measured(task: () => Promise<unknown>): Promise<{ readonly time: number; readonly cpu: number }> {
  const before = process.cpuUsage();
  const started = performance.now();
  await task();
  const { user, system } = process.cpuUsage(before);
  return { time: performance.now() - started, cpu: (user + system) / 1_000 };
}

/** Megabytes. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

async function connectionsSince(): Promise<number> {
  process.send?.('connections');
  const [count] = (await once(process, 'message')) as [number];
  return count;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
