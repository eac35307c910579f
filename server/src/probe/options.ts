import type { JumpHost } from './routes/jump-host';

/** Everything that decides how the probe looks; plain data, from settings or the command line. */
export interface ProbeOptions {
  /** Resolvers to ask, tried in order; empty: those of the system. */
  readonly resolvers: readonly ResolverAddress[];
  /** DS or DNSKEY records in the format of a zone file, besides the root anchors that ship with the product. */
  readonly trustAnchors: string;
  /** PEM certificates that replace the public roots for SMTP, and are added to them for MTA-STS; with a name to tell. */
  readonly caFile: PemFile | null;
  /** The certificates of a folder, which count besides those of `caFile`, and replace the public roots as well. */
  readonly caPath?: PemFolder;
  /** PEM certificates that the environment adds to the runtime's for HTTPS (NODE_EXTRA_CA_CERTS). */
  readonly extraCas?: string;
  readonly route: Route;
  /** The SMTP port for MX hosts and for next-hops without one. */
  readonly port: number;
  /** CIDR blocks of internal destinations that may be contacted although they are not public. */
  readonly allowAddresses: readonly string[];
  /** Domains, with all names below them, and blocks of addresses that are never contacted: their owners asked for it. */
  readonly noProbe: readonly string[];
  /** What the person calls the place from where is probed; told in the evidence. */
  readonly vantage?: string;
  /** The evidence holds what tells who probed: addresses and names of the prober as servers repeat them, the route, paths. */
  readonly full?: boolean;
  /** Sent in EHLO. */
  readonly heloName: string;
  readonly deadlines: Deadlines;
  /** How the servers of one provider are spared; null: not at all, for servers of one's own. */
  readonly pacing: Pacing | null;
  /** Asks mail servers besides for old protocols and weak ciphers. Never unless somebody named the domain for it. */
  readonly deep?: DeepOptions;
}

/** A text with PEM blocks, and the name of the file to tell. */
export interface PemFile {
  readonly name: string;
  readonly pem: string;
}

/** A folder of them, as smtp_tls_CApath names one. */
export interface PemFolder {
  readonly name: string;
  /** Whether its files have the names by which OpenSSL finds them (openssl-rehash(1)). */
  readonly isHashed: boolean;
  readonly files: readonly PemFile[];
  /** Names of files beside them that lack such a name, and so count for nothing. */
  readonly unseen?: readonly string[];
}

/** By the registered domain of the host, whatever domains are probed. */
export interface Pacing {
  /** Connections that may begin without a pause, so that one domain need not wait. */
  readonly burst: number;
  /** Milliseconds between those that follow; up to as much again is added by chance. */
  readonly interval: number;
  /** Milliseconds before the next connection where a server said 421, 450 or the like; doubled each time, and by chance. */
  readonly backOff: number;
}

export interface DeepOptions {
  /** Milliseconds between two connections to one server; up to as much again is added by chance. */
  readonly pause: number;
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** A DNS server over HTTPS (RFC 8484): whoever runs it learns the names that are asked for. */
export interface DohServer {
  readonly url: string;
}

export type ResolverAddress = Endpoint | DohServer;

export type Route =
  | { readonly kind: 'direct' }
  | ({ readonly kind: 'socks5' } & Endpoint)
  | ({ readonly kind: 'ssh' } & JumpHost);

/** In milliseconds; hard deadlines, not idle timeouts. */
export interface Deadlines {
  /** The whole probe of one next-hop. */
  readonly total: number;
  /** One DNS question, retries included. */
  readonly dns: number;
  readonly connect: number;
  readonly greeting: number;
  /** Each SMTP reply after the greeting. */
  readonly reply: number;
  readonly handshake: number;
  readonly policyFetch: number;
}

/** The greatest factor of the pauses that makes sense. */
export const maxPacing = 1_000;

const defaultPacing: Pacing = { burst: 12, interval: 250, backOff: 2_000 };

/** The defaults of postfix-tls-policy probe: patient enough for postscreen(8) and tarpits, bounded as a whole. */
export const defaultProbeOptions: ProbeOptions = {
  resolvers: [],
  trustAnchors: '',
  caFile: null,
  route: { kind: 'direct' },
  port: 25,
  allowAddresses: [],
  noProbe: [],
  heloName: '[127.0.0.1]',
  deadlines: {
    total: 120_000,
    dns: 10_000,
    connect: 15_000,
    greeting: 60_000,
    reply: 30_000,
    handshake: 15_000,
    policyFetch: 5_000,
  },
  pacing: defaultPacing,
};

/**
 * The default pauses times a factor.
 *
 * @param factor From 0, which is no pauses at all: for a lab, or for servers of one's own.
 */
export function pacingBy(factor: number): Pacing | null {
  const { burst, interval, backOff } = defaultPacing;
  return factor === 0 ? null : { burst, interval: interval * factor, backOff: backOff * factor };
}

/** Milliseconds between two connections of a deep probe to one server, and how many times longer it may last. */
const deepPause = 1_000;
const deepPatience = 3;

/** The same, with a deep probe besides; the factor of the pauses is that of the provider's. */
export function deepened(options: ProbeOptions): ProbeOptions {
  const { pacing, deadlines } = options;
  const factor = pacing === null ? 0 : pacing.interval / defaultPacing.interval;
  return {
    ...options,
    deadlines: { ...deadlines, total: deadlines.total * deepPatience },
    deep: { pause: deepPause * factor },
  };
}

/** What the probe is doing, for a progress display. */
export interface ProbeStep {
  /** `MX`, `TLSA`, `host`, `MTA-STS`. */
  readonly kind: 'mx' | 'host-address' | 'tlsa' | 'connect' | 'greeting' | 'starttls' | 'deep' | 'mta-sts';
  /** The name or address that is being asked. */
  readonly subject: string;
}

export interface ProbeControl {
  readonly signal: AbortSignal;
  /**
   * What the entries that are to be judged send as server name, as it stands behind `servername=`: `hostname`, `nexthop`
   * or a name. Every server that speaks TLS is asked once more by each.
   */
  readonly serverNames?: readonly string[];
  readonly onStep?: (step: ProbeStep) => void;
}
