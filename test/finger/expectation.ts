import type { AddressEvidence, Evidence, HostEvidence, TlsEvidence } from '../../server/src/probe/evidence';
import { judgeHosts } from '../../server/src/verdict/judge';
import type { Judgement } from '../../server/src/verdict/judgement';
import { dnssecSender, type Sender } from '../../server/src/verdict/sender';
import { tlsaFacts } from '../../server/src/verdict/tlsa';
import type { FingerLevel } from './output';
import type { FingerReport } from './report';

/** posttls-finger follows TLSA records behind an insecure MX record by default (its option -M). */
const fingerSender: Sender = { ...dnssecSender, daneInsecureMxPolicy: 'dane' };

const nothing: FingerReport = {
  end: 'silent',
  place: null,
  unreached: [],
  tlsa: [],
  matched: null,
  digests: null,
  resortsToSecure: false,
  takesInsecureMx: false,
  fallsBack: false,
};

/** The level and what it rests on. */
interface Question {
  readonly level: FingerLevel;
  readonly evidence: Evidence;
}

/**
 * What posttls-finger may report, by what the product saw: it talks to the first server that takes its connection, and
 * servers of one preference are in no order.
 */
export function expectedReports(question: Question): readonly FingerReport[] {
  const { evidence, level } = question;
  const hosts = evidence.hosts.filter(({ addresses }) => addresses.length > 0);
  if (hosts.length === 0) return [{ ...nothing, end: 'lookup-failed' }];
  const isTried = (host: HostEvidence): boolean => !isDane(level) || tlsaFacts(host).state !== 'failed';
  const open = hosts.filter((host) => isTried(host) && host.addresses.some(isConnected));
  const preference = open[0]?.preference;
  const first = open.filter((host) => host.preference === preference);
  const before = open[0] === undefined ? hosts : hosts.slice(0, hosts.indexOf(open[0]));
  const skipped = hostFacts(before, question);
  const unreached = before.map(({ name }) => name).sort();
  if (first.length === 0) return [{ ...nothing, ...skipped, unreached }];
  return first.flatMap((host) =>
    host.addresses.filter(isConnected).map((address) => ({
      ...expectedAt(host, address, question),
      ...hostFacts([...before, host], question),
      unreached,
    })),
  );
}

function isDane(level: FingerLevel): boolean {
  return level === 'dane' || level === 'dane-only';
}

const unconnected: readonly unknown[] = ['connect-timeout', 'connection-refused', 'network-unreachable'];

function isConnected({ greeting, cause }: AddressEvidence): boolean {
  return greeting !== undefined || !unconnected.includes(cause?.id);
}

/** What it says of hosts before it connects. */
function hostFacts(
  hosts: readonly HostEvidence[],
  { level, evidence }: Question,
): Pick<FingerReport, 'tlsa' | 'resortsToSecure' | 'takesInsecureMx'> {
  const looked = isDane(level) ? hosts.filter((host) => tlsaFacts(host).state !== 'failed') : [];
  const followed = looked.map(followedRecords);
  return {
    tlsa: [...new Set(followed.flat().map(recordText))].sort(),
    resortsToSecure: level === 'dane-only' && followed.some((records) => records.length === 0),
    takesInsecureMx: isInsecureMx(evidence) && followed.some((records) => records.length > 0),
  };
}

/** Certificate usages 0 and 1 count as none; what OpenSSL can't use for another reason is found later. */
function followedRecords({ tlsaRecords }: HostEvidence): HostEvidence['tlsaRecords'] {
  return tlsaRecords.filter(({ unusable }) => unusable !== 'usage');
}

/** What the server at one address leads to. */
function expectedAt(
  host: HostEvidence,
  address: AddressEvidence,
  question: Question,
): Pick<FingerReport, 'end' | 'place' | 'matched' | 'digests' | 'fallsBack'> {
  const { level } = question;
  const none = { place: null, matched: null, digests: null, fallsBack: false };
  const { greeting, ehlo, startTls, outcome } = address;
  if (greeting?.code !== 220) return { ...none, end: 'no-greeting' };
  if (ehlo?.code !== 250) return { ...none, end: 'ehlo-refused' };
  if (level === 'none' || outcome === 'no-starttls') return { ...none, end: 'silent' };
  if (startTls?.code !== 220) return { ...none, end: 'starttls-refused' };
  const place = `${host.name}[${address.address}]`;
  const isFollowed = isDane(level) && followedRecords(host).length > 0;
  const session = isFollowed ? address.daneTls : address.tls;
  if (session === undefined || failsInHandshake(level, session)) return { ...none, place, end: 'handshake-failed' };
  const [leaf] = session.chain;
  // Records that OpenSSL can't use leave dane with encryption, and dane-only with nothing.
  const fallsBack = level === 'dane' && isFollowed && tlsaFacts(host).state === 'unusable';
  const isOpen = isOpportunistic(level) || fallsBack;
  return {
    place,
    fallsBack,
    end: isOpen ? (isTrusted(session) ? 'Trusted' : 'Untrusted') : wordFor(host, address, question),
    matched: isFollowed && session.securityLevelOk !== false ? matchOf(host, session) : null,
    digests: leaf === undefined ? null : { certificate: leaf.sha256, key: leaf.spkiSha256 },
  };
}

function isInsecureMx({ routing, mx }: Evidence): boolean {
  return routing === 'mx' && mx?.status !== 'secure';
}

/** The signatures of TLS 1.0 and 1.1; a key that is too weak is found with the chain. */
function failsInHandshake(level: FingerLevel, { protocol }: TlsEvidence): boolean {
  return !isOpportunistic(level) && /^TLSv1(?:\.1)?$/.test(protocol);
}

function isOpportunistic(level: FingerLevel): boolean {
  return level === 'may' || level === 'encrypt';
}

/** The word for a session at a level that authenticates. */
function wordFor(host: HostEvidence, address: AddressEvidence, { level, evidence }: Question): FingerReport['end'] {
  const isFollowed = isDane(level) && followedRecords(host).length > 0;
  const tested = isFollowed ? 'dane' : isDane(level) ? 'secure' : level;
  const { possible } = judgementAt(host, address, { evidence, level: tested });
  if (possible.has('authenticated')) return 'Verified';
  return isFollowed && tlsaFacts(host).state === 'usable' && possible.has('encrypted') ? 'Trusted' : 'Untrusted';
}

/**
 * At these levels the security level of OpenSSL is 0, where no key is too weak. Node has no word for that error, which
 * hides whether the chain would be trusted; that of the lab is where the certificate is not self-signed.
 */
function isTrusted({ pkix, chain }: TlsEvidence): boolean {
  return pkix.verdict === 'trusted' || (pkix.error === 'UNSPECIFIED' && chain.length > 1);
}

function judgementAt(host: HostEvidence, address: AddressEvidence, { evidence, level }: Question): Judgement {
  const judged = judgeHosts({ level, attributes: [] }, evidence, fingerSender).find((each) => each.host === host);
  const judgement = judged?.judgements[host.addresses.indexOf(address)];
  if (judgement === undefined) throw new Error(`no judgement on ${address.address}`);
  return judgement;
}

function matchOf({ tlsaRecords }: HostEvidence, { dane }: TlsEvidence): FingerReport['matched'] {
  const record = tlsaRecords[dane?.record ?? -1];
  return record === undefined ? null : { record: recordText(record), depth: dane?.depth ?? -1 };
}

/** As posttls-finger shows it: of long data the first and the last octets. */
function recordText({
  usage,
  selector,
  matchingType,
  data,
}: Pick<HostEvidence['tlsaRecords'][number], 'usage' | 'selector' | 'matchingType' | 'data'>): string {
  const shown = data.length > 2 * shownOctets ? `${data.slice(0, shownOctets)}...${data.slice(-shownOctets)}` : data;
  return `${usage} ${selector} ${matchingType} ${shown}`;
}

const shownOctets = 64;
