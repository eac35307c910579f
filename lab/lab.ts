import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Distance, startDistantServer } from './distance';
import { startDohServer } from './dns/doh';
import { lookUp } from './dns/resolve';
import { type Answerer, startDnsServer } from './dns/server';
import { buildTree, type DnsTree } from './dns/tree';
import { startPolicyServer } from './https';
import { createPki, type Pki } from './pki';
import { freshSeed, renamedScenarios } from './random';
import type { CertificateSpec, DnsFault, Scenario, SmtpBehaviour } from './scenario';
import { scenarios as allScenarios, providers } from './scenarios';
import { createContexts, type TlsContexts } from './smtp/contexts';
import { type SmtpServer, type SmtpServerOptions, startSmtpServer } from './smtp/server';
import type { ConnectionRecord } from './smtp/session';
import { type Destination, startSocksServer } from './socks';
import { buildWorld, policyAddress, refusingAddress, smtpPort, type World, type WorldHost } from './world';

export interface LabOptions {
  /** The default is the whole list. */
  readonly scenarios?: readonly Scenario[];
  /** Adds so many scenarios under random names; `true` means 10. */
  readonly random?: boolean | number;
  /** Makes the random names repeatable. */
  readonly seed?: string;
  /** Multiplies every deliberate delay; 1, the default, is real time. */
  readonly delayScale?: number;
  /** Where to listen; loopback and any free port by default. */
  readonly dnsHost?: string;
  readonly dnsPort?: number;
  readonly socksPort?: number;
  /**
   * Listens at the hosts' own addresses and ports, for a real Postfix inside a network namespace where those addresses
   * are local (`ip route add local 192.0.2.0/24 dev lo`, `ip -6 route add local 2001:db8::/32 dev lo` with
   * `net.ipv6.ip_nonlocal_bind=1`). Hosts that are dead or refuse connections then have no listener at all.
   */
  readonly realAddresses?: boolean;
  /** Milliseconds that a round trip to each mail server takes; the default is none at all. */
  readonly roundTrip?: number;
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** What `set` may change at a host; whatever is absent stays well-behaved. */
export interface HostChange extends SmtpBehaviour {
  /** Presented from now on, with and without SNI. */
  readonly certificate?: CertificateSpec;
}

/** A running lab: everything a prober needs to use it as its internet. */
export interface Lab {
  readonly resolver: Endpoint;
  /** The same resolver over HTTPS, with a certificate that the CA file vouches for. */
  readonly dohUrl: string;
  /** The root's DS record in the format of a zone file. */
  readonly trustAnchors: string;
  readonly caPem: string;
  readonly socks: Endpoint;
  /** The documentation prefixes that the lab's hosts live in. */
  readonly allowAddresses: readonly string[];
  /** Those of the list and the randomly named ones. */
  readonly scenarios: readonly Scenario[];
  readonly seed: string;
  readonly world: World;
  readonly tree: DnsTree;
  /** Writes the trust anchor and the CA file and tells where. */
  files(directory: string): Promise<{ readonly trustAnchors: string; readonly caFile: string }>;
  /**
   * Replaces the behaviour of an MX host from the next connection on, at all its servers or at the one of an address;
   * `{}` makes it well-behaved.
   */
  set(host: string, change: HostChange, address?: string): Promise<void>;
  /** Adds a fault, which goes before all others; the returned function takes it away. */
  dnsFault(fault: DnsFault): () => void;
  /** Undoes every `set` and `dnsFault`, and forgets the connections. */
  reset(): void;
  connections(): readonly Readonly<ConnectionRecord>[];
  /** The questions that the resolver was asked, in order, as `name/TYPE`. */
  questions(): readonly string[];
  /** Closes every server and connection. */
  stop(): Promise<void>;
}

/** A host's server at one of its addresses. */
interface RunningServer {
  readonly host: WorldHost;
  readonly address: string;
  readonly honest: TlsContexts;
  behaviour: SmtpBehaviour;
  contexts: TlsContexts;
}

const httpsPort = 443;

/** Starts DNS, SMTP, HTTPS and SOCKS5 servers on loopback high ports; needs no privileges. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const { delayScale = 1, seed = freshSeed(), random = 0, realAddresses: real = false } = options;
  const now = new Date();
  const listed = options.scenarios ?? allScenarios;
  const scenarios = [...listed, ...renamedScenarios(listed, seed, random === true ? 10 : Number(random))];
  const pki = await createPki(now);
  const world = await buildWorld([providers, ...scenarios], pki);
  const tree = await buildTree(world.zones, now);

  let faults: readonly DnsFault[] = world.dnsFaults;
  const questions: string[] = [];
  const connections: ConnectionRecord[] = [];
  const running = world.hosts.flatMap((host) => runningServers(host, pki));

  const answer: Answerer = (question) => {
    questions.push(`${question.name}/${question.type}`);
    return lookUp(tree, faults, question);
  };
  const [dns, doh, policies, ...smtp] = await Promise.all([
    startDnsServer(answer, options.dnsHost, options.dnsPort),
    startDohServer(answer, pki),
    real ? startPolicyServer(world.policies, pki, policyAddress, httpsPort) : startPolicyServer(world.policies, pki),
    ...running
      .filter(({ host }) => listens(host, real))
      .map((each) => {
        const server = {
          name: each.host.name,
          address: each.address,
          current: () => each,
          delayScale,
          onConnection: (record: ConnectionRecord) => connections.push(record),
        };
        const at = real ? { host: each.address, port: portOf(each) } : { host: '127.0.0.1', port: 0 };
        return options.roundTrip === undefined
          ? startSmtpServer(server, at.host, at.port)
          : startDistantSmtpServer(server, { ...at, roundTrip: options.roundTrip });
      }),
  ]);
  const socks = await startSocksServer(router(running, smtp, policies), '127.0.0.1', options.socksPort);

  return {
    resolver: { host: dns.host, port: dns.port },
    dohUrl: doh.url,
    trustAnchors: tree.trustAnchor,
    caPem: pki.caPem,
    socks: { host: socks.host, port: socks.port },
    allowAddresses: ['192.0.2.0/24', '2001:db8::/32'],
    scenarios,
    seed,
    world,
    tree,
    files: async (directory) => writeFiles(directory, tree.trustAnchor, pki.caPem),
    set: async (name, change, address) => {
      const changed = running.filter(
        (each) => each.host.name === name && (address === undefined || each.address === address),
      );
      if (changed.length === 0) throw new Error(`the lab has no host ${name} at ${address ?? 'any address'}`);
      const { certificate, ...behaviour } = change;
      const own = certificate === undefined ? null : await pki.certificate(certificate);
      for (const each of changed) {
        each.behaviour = behaviour;
        each.contexts = own === null ? each.honest : createContexts(name, own, null, pki);
      }
    },
    dnsFault: (fault) => {
      faults = [fault, ...faults];
      return () => {
        faults = faults.filter((each) => each !== fault);
      };
    },
    reset: () => {
      faults = world.dnsFaults;
      questions.length = 0;
      connections.length = 0;
      for (const each of running) {
        each.behaviour = each.host.behaviour ?? {};
        each.contexts = each.honest;
      }
    },
    connections: () => connections,
    questions: () => questions,
    stop: async () => {
      await Promise.all([dns, doh, policies, socks, ...smtp].map(async (server) => server.stop()));
    },
  };
}

async function startDistantSmtpServer(options: SmtpServerOptions, distance: Distance): Promise<SmtpServer> {
  const near = await startSmtpServer(options);
  const far = await startDistantServer(near, distance);
  const stop = async (): Promise<void> => {
    await Promise.all([far.stop(), near.stop()]);
  };
  return { ...far, address: options.address, stop };
}

function runningServers(host: WorldHost, pki: Pki): readonly RunningServer[] {
  const honest = createContexts(host.name, host.own, host.forSni, pki);
  const behaviour = host.behaviour ?? {};
  return host.addresses.map((address) => ({ host, address, honest, contexts: honest, behaviour }));
}

function listens({ behaviour }: WorldHost, real: boolean): boolean {
  return !real || (behaviour?.reach ?? 'open') === 'open';
}

function portOf({ host }: RunningServer): number {
  return host.port ?? smtpPort;
}

/** From the lab's addresses to where the servers really listen. */
function router(
  running: readonly RunningServer[],
  smtp: readonly SmtpServer[],
  policies: Endpoint,
): (host: string, port: number) => Destination {
  const servers = new Map(smtp.map((server) => [server.address, server]));
  const serverAt = (host: string): RunningServer | undefined =>
    running.find((each) => each.address === host || each.host.name === host.toLowerCase());
  return (host, port) => {
    if (host === refusingAddress) return { kind: 'refused' };
    if (host === policyAddress && port === httpsPort) return { kind: 'open', host: policies.host, port: policies.port };
    const found = serverAt(host);
    if (found === undefined) return { kind: 'unknown' };
    if (port !== portOf(found)) return { kind: 'refused' };
    const server = servers.get(found.address);
    const reach = found.behaviour.reach ?? 'open';
    if (reach !== 'open' || server === undefined) return { kind: reach === 'dead' ? 'dead' : 'refused' };
    return { kind: 'open', host: server.host, port: server.port };
  };
}

async function writeFiles(
  directory: string,
  anchor: string,
  caPem: string,
): Promise<{ readonly trustAnchors: string; readonly caFile: string }> {
  await mkdir(directory, { recursive: true });
  const trustAnchors = join(directory, 'anchor.ds');
  const caFile = join(directory, 'ca.pem');
  await Promise.all([writeFile(trustAnchors, anchor), writeFile(caFile, caPem)]);
  return { trustAnchors, caFile };
}
