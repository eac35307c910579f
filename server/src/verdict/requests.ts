import type { Evidence, HostEvidence } from '../probe/evidence';
import type { Blocker } from './blockers';
import { type Contradiction, matchesOwnTlsa } from './contradictions';
import { breaksAtRenewal, lacksAnchor } from './outlook';
import { receivingHosts } from './receiving-hosts';
import { registrable } from './registrable';
import { hasUsableTlsa, tlsaFacts } from './tlsa';

/** What a receiver would have to do before mail to it can be authenticated. */
export type RequestKind =
  | 'offer-starttls'
  | 'repair-starttls'
  | 'modern-tls'
  | 'renew-certificate'
  | 'send-chain'
  | 'public-certificate'
  | 'certificate-name'
  | 'correct-tlsa'
  | 'correct-mta-sts'
  | 'repair-dnssec'
  | 'publish-tlsa'
  | 'complete-tlsa'
  | 'usable-tlsa'
  | 'stable-tlsa'
  | 'send-anchor';

export interface ReceiverRequest {
  readonly kind: RequestKind;
  /** The domain whose postmaster (RFC 5321 section 4.5.1) can do it. */
  readonly owner: string;
  /** The hosts, or the names of DNS, that it is about. */
  readonly subjects: readonly string[];
  /** Lines for the zone of the hosts, made from the keys that they show; absent where there is nothing to publish. */
  readonly records?: readonly string[];
}

const kinds: Readonly<Record<string, RequestKind>> = {
  'no-starttls': 'offer-starttls',
  'starttls-refused': 'repair-starttls',
  'handshake-fails': 'modern-tls',
  'names-another-host': 'certificate-name',
  'tlsa-mismatch': 'correct-tlsa',
  'mta-sts-forbids': 'correct-mta-sts',
  'dnssec-bogus': 'repair-dnssec',
};

/** What to ask of whom, by what stands in the way; each once, in its order. */
export function requestsOf(
  { domain }: Evidence,
  against: readonly Contradiction[],
  inTheWay: readonly Blocker[],
): readonly ReceiverRequest[] {
  const wanted = [
    ...against.map(({ reason, subject }) => ({ kind: kinds[reason.id], subject })),
    ...inTheWay.map((blocker) => ({ kind: kindOf(blocker), subject: blocker.host })),
  ];
  const requests = new Map<string, { kind: RequestKind; owner: string; subjects: string[] }>();
  for (const { kind, subject } of wanted) {
    if (kind === undefined) continue;
    const owner = kind === 'correct-mta-sts' ? domain : ownerOf(subject, domain);
    const key = `${owner} ${kind}`;
    const request = requests.get(key) ?? { kind, owner, subjects: [] };
    if (!request.subjects.includes(subject)) request.subjects.push(subject);
    requests.set(key, request);
  }
  return [...requests.values()];
}

/** What would let mail be protected better, or for longer, than it can be now. */
const improvements: ReadonlySet<RequestKind> = new Set([
  'publish-tlsa',
  'complete-tlsa',
  'usable-tlsa',
  'stable-tlsa',
  'send-anchor',
]);

/** Whether nothing keeps mail from being protected as it is. */
export function isImprovement({ kind }: ReceiverRequest): boolean {
  return improvements.has(kind);
}

/**
 * What DANE lacks, where the MX records and the addresses of a host are signed, so that TLSA records alone would do; none
 * of it where DNS can't be relied on.
 */
export function improvementsOf(evidence: Evidence): readonly ReceiverRequest[] {
  if (evidence.routing !== 'bracketed' && evidence.mx?.status !== 'secure') return [];
  const hosts = receivingHosts(evidence);
  const isBegun = hosts.some(hasUsableTlsa);
  const requests = new Map<string, { kind: RequestKind; owner: string; subjects: string[]; records: string[] }>();
  for (const host of hosts) {
    for (const kind of lacksOf(host, isBegun)) {
      const owner = ownerOf(host.name, evidence.domain);
      const key = `${owner} ${kind}`;
      const request = requests.get(key) ?? { kind, owner, subjects: [], records: [] };
      request.subjects.push(host.name);
      if (kind !== 'send-anchor') request.records.push(...recordsFor(host));
      requests.set(key, request);
    }
  }
  return [...requests.values()].map(({ records, ...request }) =>
    records.length === 0 ? request : { ...request, records },
  );
}

function lacksOf(host: HostEvidence, isBegun: boolean): readonly RequestKind[] {
  const isSigned = [host.ipv4, host.ipv6].some(({ outcome, status }) => outcome === 'records' && status === 'secure');
  // Whoever does not speak TLS has more urgent things to do.
  const speaksTls = host.addresses.some(({ tls, daneTls }) => tls !== undefined || daneTls !== undefined);
  if (!isSigned || !speaksTls) return [];
  switch (tlsaFacts(host).state) {
    case 'none':
      return [isBegun ? 'complete-tlsa' : 'publish-tlsa'];
    case 'unusable':
      return ['usable-tlsa'];
    case 'usable':
      if (!matchesOwnTlsa(host)) return [];
      return [
        ...(breaksAtRenewal(host) ? (['stable-tlsa'] as const) : []),
        ...(lacksAnchor(host) ? (['send-anchor'] as const) : []),
      ];
    case 'failed':
    case 'unknown':
      return [];
  }
}

/** `_25._tcp.mx.example.org. IN TLSA 3 1 1 …`, one for each key that the host shows with its own name as server name. */
function recordsFor({ name, addresses }: HostEvidence): readonly string[] {
  const lines = addresses.flatMap(({ port, tls, daneTls, hostTls }) => {
    const [certificate] = (daneTls ?? hostTls ?? tls)?.chain ?? [];
    return certificate === undefined ? [] : [`_${port}._tcp.${name}. IN TLSA 3 1 1 ${certificate.spkiSha256}`];
  });
  return [...new Set(lines)];
}

function kindOf({ reason, chainError }: Blocker): RequestKind | undefined {
  if (reason.id !== 'chain-not-trusted') return kinds[reason.id];
  return chainKinds[chainError ?? ''] ?? 'public-certificate';
}

const chainKinds: Readonly<Record<string, RequestKind>> = {
  CERT_HAS_EXPIRED: 'renew-certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'send-chain',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'send-chain',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'send-chain',
};

/** The mail domain for names within it, else the registrant of the name. */
function ownerOf(name: string, domain: string): string {
  // Without _25._tcp and the like.
  const host = name.replace(/^(?:_[^.]*\.)+/, '');
  return `.${host}`.endsWith(`.${domain}`) ? domain : (registrable(host) ?? host);
}
