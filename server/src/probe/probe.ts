import type { CauseId } from './cause';
import { resolverName } from './dns/resolver-address';
import { createResolver, resolversOf } from './dns-resolver';
import type { Evidence, Vantage } from './evidence';
import { Fault } from './fault';
import { createAddressMemory, createNameMemory } from './hosts/address-memory';
import { explainBlockedPort } from './hosts/blocked-port';
import { createDeepen } from './hosts/deepen';
import { probeHosts } from './hosts/probe-hosts';
import { findHosts } from './hosts/routing';
import { afterwards, namesAfterwards, type SeenBefore } from './hosts/seen-before';
import { createHttpsContext, lazily } from './https-context';
import { lookUpMtaSts } from './mta-sts/look-up';
import { type NextHop, parseNextHop } from './next-hop';
import type { ProbeControl, ProbeOptions, ProbeStep } from './options';
import { paceAside, providerPace } from './pace';
import { createRecent, type Recent } from './recent';
import { ownIdentity } from './redaction/own';
import { redactEvidence } from './redaction/redact-evidence';
import { createConnect, routeName } from './routes/connect';
import { createNoProbe } from './screening/no-probe';
import { askUntilStopped, createStop, type Stop, untilStopped } from './stop';
import { tlsLibraryName } from './tls/library';
import { createTrustStore } from './tls/trust-store';
import { lookUpTlsRpt } from './tlsrpt/look-up';
import { addressTurns } from './turns';

/** Probes any number of next-hops by the same means, so that what DNS said of one serves the others too. */
export interface Prober {
  /**
   * Looks at a next-hop: its MX hosts, their addresses and TLSA records, their TLS, its MTA-STS policy. What the network
   * does never makes it reject; when the signal aborts or the deadline is over, it resolves soon with what was seen.
   * Rejects with `NextHopError`.
   */
  probe(nextHop: string, control: ProbeControl): Promise<Evidence>;
}

/**
 * What an address showed is kept for some minutes, as are answers of DNS for as long as they may live: a prober is for one
 * run, not for the life of an editor.
 *
 * @param before answers for the servers that it knows, and they are not contacted.
 *
 * @throws TrustAnchorError, AllowedAddressError, JumpHostError, NoProbeError or CaFileError where the options are not well-formed.
 */
export function createProber(
  options: ProbeOptions,
  now: () => Date = () => new Date(),
  recent: Recent = createRecent(),
  before: SeenBefore | null = null,
): Prober {
  const resolvers = resolversOf(options);
  const trustStore = createTrustStore(options);
  const httpsContext = lazily(() => createHttpsContext(trustStore, options.extraCas ?? ''));
  const resolver = createResolver(resolvers, options, httpsContext, now);
  const noProbe = createNoProbe(options.noProbe);
  const screened = createConnect(options);
  const run = { canConnect: false, failed: new Map<string, CauseId>() };
  const connect: typeof screened = async (address, port, signal) => {
    try {
      const socket = await screened(address, port, signal);
      if (port === 25) run.canConnect = true;
      return socket;
    } catch (error) {
      // Of a long run nothing is kept that has no use any more.
      if (run.canConnect) run.failed.clear();
      else if (port === 25 && error instanceof Fault) run.failed.set(address, error.id);
      throw error;
    }
  };
  const { vantage: label } = options;
  const vantage: Vantage = {
    ...(label === undefined ? {} : { label }),
    resolver: resolvers.map(resolverName).join(', '),
    route: routeName(options.route),
    trustStore: trustStore.name,
    tlsLibrary: tlsLibraryName(),
  };
  const memory = afterwards(createAddressMemory(now), before);
  const names = namesAfterwards(createNameMemory(now), before);
  const deepen = createDeepen(options, connect);
  const own = options.full === true ? null : ownIdentity(options);
  // Other means may see something else.
  const means = JSON.stringify(options);
  const keyOf = ({ kind, name, port }: NextHop, serverNames: readonly string[]): string =>
    JSON.stringify([means, kind, name, port, serverNames]);

  async function look(nextHop: NextHop, control: ProbeControl, stop: Stop): Promise<Evidence> {
    const startedAt = now().toISOString();
    const ask = askUntilStopped(resolver, stop);
    const onStep = (step: ProbeStep): void => {
      if (!stop.signal.aborted) control.onStep?.(step);
    };
    const common = { ask, stop, onStep, connect };
    const hostsOf = async (): Promise<Pick<Evidence, 'mx' | 'routing' | 'hosts' | 'hostsSkipped'>> => {
      if (nextHop.kind === 'domain') onStep({ kind: 'mx', subject: nextHop.name });
      const routing = await findHosts(nextHop, ask);
      const probed = await probeHosts(nextHop, routing, {
        ...common,
        turns: addressTurns,
        pace: paceAside(providerPace, stop),
        memory,
        names,
        noProbe,
        trustStore,
        options,
        serverNames: control.serverNames ?? [],
      });
      const hosts = await deepen(probed, { stop, onStep });
      // A lookup that was ended before its answer came says nothing of the domain.
      const mx = routing.routing === 'unknown' && stop.cause() !== null ? null : routing.mx;
      return { ...routing, mx, hosts: explainBlockedPort(hosts, options.route, run) };
    };
    const [found, dnssecProblem, tlsRpt, mtaSts] = await Promise.all([
      hostsOf(),
      untilStopped(
        stop,
        // An address needs no DNS.
        () => (nextHop.kind === 'address' ? Promise.resolve(null) : resolver.testPath(stop.signal)),
        () => null,
      ),
      lookUpTlsRpt(nextHop, ask),
      lookUpMtaSts(nextHop, { ...common, httpsContext, deadline: options.deadlines.policyFetch }),
    ]);
    const stopped = stop.cause();
    return {
      version: 1,
      nextHop: nextHop.text,
      domain: nextHop.name,
      startedAt,
      finishedAt: now().toISOString(),
      vantage: { ...vantage, ...(dnssecProblem === null ? {} : { dnssecProblem }) },
      ...(stopped === null ? {} : { stopped }),
      ...found,
      mtaSts,
      ...(tlsRpt === null ? {} : { tlsRpt }),
    };
  }

  return {
    probe: async (text, control) => {
      const nextHop = parseNextHop(text);
      const key = keyOf(nextHop, control.serverNames ?? []);
      const known = recent.recall(key);
      if (known !== null) return { ...known, nextHop: nextHop.text };
      const stop = createStop(control.signal, options.deadlines.total, noProbe.ofName(nextHop.name));
      try {
        const seen = await look(nextHop, control, stop);
        const evidence = own === null ? seen : redactEvidence(seen, own);
        recent.remember(key, evidence);
        return evidence;
      } finally {
        stop.end();
      }
    },
  };
}

/** What single probes of this process saw a moment ago. */
const recentlySeen = createRecent();

/** A prober for the next-hops of one command of a person. Throws what `createProber` throws. */
export function openProber(options: ProbeOptions): Prober {
  return createProber(options, undefined, recentlySeen);
}

/** Probes one next-hop. Rejects only with `NextHopError` and with what `createProber` throws. */
export async function probe(nextHop: string, options: ProbeOptions, control: ProbeControl): Promise<Evidence> {
  return openProber(options).probe(nextHop, control);
}
