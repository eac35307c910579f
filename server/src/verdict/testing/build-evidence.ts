import type { Cause } from '../../probe/cause';
import type { DnsAnswer, DnssecStatus, RecordData, RecordType, TlsaRecord } from '../../probe/dns/answer';
import type {
  AddressEvidence,
  CertificateEvidence,
  DaneEvidence,
  Evidence,
  HostEvidence,
  MtaStsEvidence,
  TlsEvidence,
} from '../../probe/evidence';
import { judgeTlsaRecords } from '../../probe/tls/tlsa-usability';

/** Evidence in few words, for tests. Whatever a specification leaves out is well and unsigned. */

/** `servfail` and `timeout` are lookups that fail: for everybody, and perhaps only from here. */
export type Answered = DnssecStatus | 'servfail' | 'timeout';

export interface EvidenceSpec {
  readonly nextHop?: string;
  readonly routing?: Evidence['routing'];
  readonly mx?: Answered;
  readonly hosts?: readonly HostSpec[];
  /** MX hosts that the probe did not look at. */
  readonly unseen?: readonly string[];
  /** `unfetchable`: announced, and then not to be had. `unknown`: not even the TXT record could be asked for. */
  readonly mtaSts?:
    | { readonly mode: 'enforce' | 'testing' | 'none'; readonly mx: readonly string[] }
    | 'unfetchable'
    | 'unknown';
  readonly stopped?: Cause;
}

export interface HostSpec {
  readonly name?: string;
  readonly preference?: number;
  /** Of the address records. */
  readonly dns?: Answered;
  readonly addresses?: readonly AddressSpec[];
  /** Address records of which none was tried. */
  readonly untried?: number;
  /** The records in use, as `3 1 1`; or why there are none. Without it none was asked for. */
  readonly tlsa?: readonly string[] | 'denied' | 'insecure' | 'bogus' | 'servfail' | 'timeout';
}

export interface AddressSpec {
  readonly at?: string;
  readonly outcome?: AddressEvidence['outcome'];
  /** The reply to STARTTLS, for `starttls-refused`. */
  readonly reply?: string;
  /** Whether EHLO was answered, for `untested`. */
  readonly greeted?: boolean;
  /** The dNSName entries; the default is the host's name. */
  readonly names?: readonly string[];
  readonly commonName?: string | null;
  /** An error code for an untrusted chain. */
  readonly chain?:
    | 'trusted'
    | 'untested'
    | 'CERT_HAS_EXPIRED'
    | 'DEPTH_ZERO_SELF_SIGNED_CERT'
    | 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
  /** Whether the chain matches the TLSA records in use. */
  readonly match?: DaneEvidence['verdict'] | DaneEvidence['failure'];
  /** The names, and the chain, that are shown to clients which send the TLSA base domain; like the others by default. */
  readonly withSni?: Pick<AddressSpec, 'names' | 'chain'>;
  /** The same for clients which send the name of the host, where no TLSA records are in use; or what happened instead. */
  readonly byName?: ByName;
  /** What it shows with other server names that entries ask for. */
  readonly named?: Readonly<Record<string, ByName>>;
  /** Where TLSA records are in use or the name was sent: the handshake fails with the TLSA base domain as SNI, or without it. */
  readonly handshake?: 'without-sni-only' | 'with-sni-only' | 'with-sni-untested';
  readonly protocol?: string;
  readonly weak?: boolean;
  readonly digest?: string;
  readonly keyDigest?: string;
  /** Of the server's own certificate; days, counted from the probe. */
  readonly validDays?: readonly [from: number, to: number];
  /** The digest of the issuer's key, where the issuer is sent. */
  readonly issuerKeyDigest?: string;
  /** Index of the TLSA record that matches; 0 by default. */
  readonly matchedRecord?: number;
}

type ByName = Pick<AddressSpec, 'names' | 'chain' | 'digest'> | 'handshake-failed' | 'connect-timeout';

const finishedAt = '2026-11-24T16:00:02.400Z';

export const domain = 'a.example';
export const certificateDigest = 'ce'.repeat(32);
export const keyDigest = '5b'.repeat(32);

export function buildEvidence(spec: EvidenceSpec = {}): Evidence {
  const { nextHop = domain, routing = 'mx', mx = 'insecure', unseen = [] } = spec;
  const own = /^\[?([^\]:]*)/.exec(nextHop)?.[1] ?? nextHop;
  const hosts = (spec.hosts ?? [{}]).map((host, index) => buildHost(host, index, routing, own));
  const exchanges = [
    ...hosts.map(({ name, preference }) => ({ exchange: name, preference: preference ?? 0 })),
    ...unseen.map((exchange) => ({ exchange, preference: 90 })),
  ];
  return {
    version: 1,
    nextHop,
    domain: own,
    startedAt: '2026-11-24T16:00:00.000Z',
    finishedAt,
    vantage: {
      resolver: '192.0.2.53:53',
      route: 'direct',
      trustStore: 'CA file ca.pem',
      tlsLibrary: 'OpenSSL 3.0.19',
    },
    ...(spec.stopped === undefined ? {} : { stopped: spec.stopped }),
    mx: routing === 'bracketed' ? null : mxAnswer(own, routing, mx, exchanges),
    routing: mx === 'servfail' || mx === 'timeout' ? 'unknown' : routing,
    hosts,
    hostsSkipped: unseen.length,
    mtaSts: buildMtaSts(own, spec.mtaSts),
  };
}

function mxAnswer(
  name: string,
  routing: Evidence['routing'],
  status: Answered,
  exchanges: readonly RecordData['MX'][],
): DnsAnswer<'MX'> {
  if (routing === 'null-mx') return answer(name, 'MX', status, [{ preference: 0, exchange: '' }]);
  const found = answer(name, 'MX', status, routing === 'mx' ? exchanges : []);
  return routing === 'no-such-domain' ? { ...found, outcome: 'no-such-name' } : found;
}

function buildHost(spec: HostSpec, index: number, routing: Evidence['routing'], own: string): HostEvidence {
  const { dns = 'insecure', tlsa, addresses = [{}], untried = 0 } = spec;
  const name = routing === 'mx' ? (spec.name ?? `mx${index + 1}.${own}`) : own;
  const records = Array.isArray(tlsa) ? tlsa.map(tlsaRecord) : [];
  const isInUse = records.length > 0;
  const tried = addresses.map((each, at) => buildAddress(each, `192.0.2.${index * 16 + at + 1}`, name, isInUse));
  const others = Array.from({ length: untried }, (_, at) => `192.0.2.${200 + at}`);
  const ofFamily = (isV6: boolean) =>
    tried.map(({ address }) => address).filter((address) => address.includes(':') === isV6);
  return {
    name,
    preference: routing === 'mx' ? (spec.preference ?? 10 * (index + 1)) : null,
    ipv4: answer(name, 'A', dns, [...ofFamily(false), ...others]),
    ipv6: answer(name, 'AAAA', dns, ofFamily(true)),
    tlsa: tlsa === undefined ? [] : [{ base: name, answer: tlsaAnswer(name, tlsa, records) }],
    tlsaBase: isInUse ? name : null,
    tlsaRecords: judgeTlsaRecords(records),
    addresses: tried,
    addressesSkipped: untried,
  };
}

/** Of which the data of every TLSA record consists. */
export const tlsaByte = 'ab';

/** `3 1 1`, or `3 1 1 20` for a digest of 20 bytes. */
function tlsaRecord(text: string): TlsaRecord {
  const [usage = 0, selector = 0, matchingType = 0, bytes = matchingType === 2 ? 64 : 32] = text.split(' ').map(Number);
  return { usage, selector, matchingType, data: tlsaByte.repeat(bytes) };
}

function tlsaAnswer(
  name: string,
  kind: NonNullable<HostSpec['tlsa']>,
  records: readonly TlsaRecord[],
): DnsAnswer<'TLSA'> {
  const owner = `_25._tcp.${name}`;
  if (typeof kind !== 'string') return answer(owner, 'TLSA', 'secure', records);
  if (kind === 'denied') return answer(owner, 'TLSA', 'secure', []);
  return answer(owner, 'TLSA', kind, kind === 'insecure' ? [tlsaRecord('3 1 1')] : []);
}

function buildAddress(spec: AddressSpec, at: string, host: string, isInUse: boolean): AddressEvidence {
  const { outcome = 'tls', greeted = false, reply } = spec;
  const base = { address: spec.at ?? at, port: 25, outcome };
  const ehlo = { code: 250, lines: ['mx', 'STARTTLS'] };
  switch (outcome) {
    case 'tls':
      if (spec.handshake === 'with-sni-only' || spec.handshake === 'with-sni-untested') {
        const cause = { id: 'handshake-failed', text: 'the server knows nobody without a name' } as const;
        return { ...base, outcome: 'tls-failed', ehlo, cause, ...further(spec, host, isInUse) };
      }
      return {
        ...base,
        ehlo,
        tls: session(spec, host, null),
        ...further(spec, host, isInUse),
      };
    case 'no-starttls':
      return { ...base, ehlo: { code: 250, lines: ['mx'] } };
    case 'starttls-refused': {
      const text = reply ?? '454 4.7.0 TLS not available';
      const startTls = { code: Number.parseInt(text, 10), lines: [text.slice(4)] };
      return { ...base, ehlo, startTls, cause: { id: 'temporary-reply', text } };
    }
    case 'tls-failed':
      return { ...base, ehlo, cause: { id: 'handshake-failed', text: 'no protocol in common' } };
    case 'untested':
      return {
        ...base,
        ...(greeted ? { ehlo } : {}),
        cause: { id: 'connect-timeout', text: `no connection to ${base.address} within 15 s` },
      };
  }
}

/** The sessions with a server name: that of DANE is the one with the name of the host, too. */
function further(spec: AddressSpec, host: string, isInUse: boolean): Partial<AddressEvidence> {
  const { byName } = spec;
  if (spec.named !== undefined) {
    const { named, ...rest } = spec;
    return {
      ...further(rest, host, isInUse),
      named: Object.entries(named).map(([serverName, seen]) => ({
        serverName,
        ...(typeof seen === 'string'
          ? { cause: { id: seen, text: 'no session with that name' } }
          : { tls: session({ ...rest, ...seen }, host, serverName) }),
      })),
    };
  }
  if (isInUse) return dane(spec, host);
  if (byName === undefined) return {};
  return typeof byName === 'string'
    ? { hostCause: { id: byName, text: 'no session with that name' } }
    : { hostTls: session({ ...spec, ...byName }, host, host) };
}

function dane(spec: AddressSpec, host: string): Pick<AddressEvidence, 'daneTls' | 'daneCause'> {
  if (spec.handshake === 'with-sni-untested') {
    return { daneCause: { id: 'connect-timeout', text: 'no second connection' } };
  }
  return spec.handshake === 'without-sni-only'
    ? { daneCause: { id: 'handshake-failed', text: 'the server does not know the name' } }
    : { daneTls: { ...session({ ...spec, ...spec.withSni }, host, host), dane: daneOf(spec) } };
}

function session(spec: AddressSpec, host: string, serverName: string | null): TlsEvidence {
  const { chain = 'trusted', protocol = 'TLSv1.3', weak = false } = spec;
  return {
    serverName,
    protocol,
    cipher: protocol === 'TLSv1.3' ? 'TLS_AES_256_GCM_SHA384' : 'ECDHE-RSA-AES256-GCM-SHA384',
    securityLevelOk: !weak,
    chain: [certificate(spec, host), ...issuer(spec)],
    pkix:
      chain === 'trusted' || chain === 'untested'
        ? { verdict: chain, error: null }
        : { verdict: 'untrusted', error: chain },
  };
}

function certificate(spec: AddressSpec, host: string): CertificateEvidence {
  const { names = [host], commonName = names[0] ?? null, validDays = [-30, 330] } = spec;
  const [notBefore, notAfter] = validDays.map((days) => new Date(Date.parse(finishedAt) + days * 86_400_000));
  return {
    der: 'MIIB',
    subject: `CN=${commonName ?? ''}`,
    issuer: 'CN=Example CA R3',
    notBefore: notBefore?.toISOString() ?? '',
    notAfter: notAfter?.toISOString() ?? '',
    dnsNames: names,
    commonName,
    sha256: spec.digest ?? certificateDigest,
    spkiSha256: spec.keyDigest ?? keyDigest,
  };
}

function issuer({ issuerKeyDigest }: AddressSpec): readonly CertificateEvidence[] {
  if (issuerKeyDigest === undefined) return [];
  const own = certificate({ names: [], commonName: 'Example CA R3' }, '');
  return [{ ...own, sha256: 'ca'.repeat(32), spkiSha256: issuerKeyDigest }];
}

function daneOf({ match = 'matched', matchedRecord = 0 }: AddressSpec): DaneEvidence {
  if (match === 'matched') return { verdict: 'matched', record: matchedRecord, depth: 0, failure: 'none' };
  if (match === 'untested') return { verdict: 'untested', record: null, depth: null, failure: 'not-decided' };
  const failure = match === 'not-matched' ? 'no-match' : match;
  return { verdict: 'not-matched', record: null, depth: null, failure };
}

function buildMtaSts(name: string, spec: EvidenceSpec['mtaSts']): MtaStsEvidence {
  const owner = `_mta-sts.${name}`;
  const announced = answer(owner, 'TXT', 'insecure', [['v=STSv1; id=1;']]);
  if (spec === undefined) return { state: 'absent', record: answer(owner, 'TXT', 'insecure', []), policy: null };
  if (spec === 'unknown') {
    const record = answer(owner, 'TXT', 'timeout', []);
    return { state: 'untested', ...(record.cause ? { cause: record.cause } : {}), record, policy: null };
  }
  if (spec === 'unfetchable') {
    const cause = { id: 'policy-fetch-failed', text: `mta-sts.${name} refused the connection` } as const;
    return { state: 'untested', cause, record: announced, policy: null };
  }
  return { state: 'policy', record: announced, policy: { ...spec, maxAge: 86_400 } };
}

function answer<T extends RecordType>(
  name: string,
  type: T,
  status: Answered,
  records: readonly RecordData[T][],
): DnsAnswer<T> {
  const base = { name, type, aliases: [], ttl: 300 };
  if (status === 'servfail' || status === 'timeout') {
    const cause =
      status === 'servfail'
        ? ({ id: 'dns-servfail', text: `the resolver could not answer for ${name}` } as const)
        : ({ id: 'dns-timeout', text: `no answer for ${name} within 10 s` } as const);
    return { ...base, status: 'indeterminate', outcome: 'failed', records: [], cause };
  }
  const isBad = status === 'bogus' || status === 'indeterminate';
  const cause = { id: 'dnssec-bogus', text: `the signatures of ${name} do not verify` } as const;
  return {
    ...base,
    status,
    outcome: isBad ? 'failed' : records.length > 0 ? 'records' : 'no-data',
    records: isBad ? [] : records,
    ...(isBad ? { cause } : {}),
  };
}
