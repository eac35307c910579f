import type { Evidence } from '../probe/evidence';
import type { Blocker } from './blockers';
import type { Contradiction } from './contradictions';
import { registrable } from './registrable';

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
  | 'repair-dnssec';

export interface ReceiverRequest {
  readonly kind: RequestKind;
  /** The domain whose postmaster (RFC 5321 section 4.5.1) can do it. */
  readonly owner: string;
  /** The hosts, or the names of DNS, that it is about. */
  readonly subjects: readonly string[];
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
