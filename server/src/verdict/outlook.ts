import type { PolicyValue } from '../policy/entry';
import type { AddressEvidence, CertificateEvidence, Evidence, HostEvidence, JudgedTlsaRecord } from '../probe/evidence';
import { tell } from './advise-reasons';
import { sessionFor } from './attributes-in-doubt';
import type { Candidate } from './candidate';
import { matchesOwnTlsa } from './contradictions';
import { receivingHosts } from './receiving-hosts';
import type { Reason } from './verdict';

/** What holds now and will not for long, unless a postmaster sees to it. Dates are told by the time of the probe. */
export function outlook({ value }: Candidate, evidence: Evidence): readonly Reason[] {
  const at = Date.parse(evidence.finishedAt);
  return receivingHosts(evidence).flatMap((host) =>
    value.level === 'secure' ? expiryOf(host.name, pkixCertificates(host, value, evidence), at) : daneOutlook(host, at),
  );
}

/** A server certificate whose dates matter, and the host that shows it. */
export interface DatedCertificate {
  readonly host: string;
  readonly certificate: CertificateEvidence;
}

/** The server certificates that the value rests on and whose dates matter: with `dane` those below a trust anchor alone. */
export function datedCertificates(value: PolicyValue, evidence: Evidence): readonly DatedCertificate[] {
  const certificatesOf = (host: HostEvidence): readonly CertificateEvidence[] => {
    if (value.level === 'secure' || value.level === 'verify') return pkixCertificates(host, value, evidence);
    const isDane = value.level === 'dane' || value.level === 'dane-only';
    return isDane && matchesOwnTlsa(host) ? anchoredCertificates(host) : [];
  };
  return receivingHosts(evidence).flatMap((host) =>
    certificatesOf(host).map((certificate) => ({ host: host.name, certificate })),
  );
}

/** The server certificates whose chain and dates `secure` rests on. */
function pkixCertificates(host: HostEvidence, value: PolicyValue, evidence: Evidence): readonly CertificateEvidence[] {
  return host.addresses.flatMap((address) => {
    const session = sessionFor(value, host, address, evidence);
    return session?.pkix.verdict === 'trusted' ? session.chain.slice(0, 1) : [];
  });
}

function daneOutlook(host: HostEvidence, at: number): readonly Reason[] {
  if (!matchesOwnTlsa(host)) return [];
  return [
    ...expiryOf(host.name, anchoredCertificates(host), at),
    ...(breaksAtRenewal(host) ? [tell('tlsa-breaks-at-renewal', host.name)] : []),
    ...(lacksAnchor(host) ? [tell('tlsa-anchor-not-sent', host.name)] : []),
  ];
}

/** Whether all usable TLSA records name certificates and not their keys (3 0 x), so that the next certificate fails them. */
export function breaksAtRenewal({ tlsaRecords }: HostEvidence): boolean {
  const usable = tlsaRecords.filter((record) => record.usable);
  return usable.every(({ usage, selector }) => usage === daneEe && selector === wholeCertificate);
}

/** Whether TLSA records name a trust anchor (2 x x) that no server of the host sends. */
export function lacksAnchor(host: HostEvidence): boolean {
  const anchors = host.tlsaRecords.filter(({ usable, usage }) => usable && usage === daneTa);
  return anchors.length > 0 && anchors.every((anchor) => isMissing(anchor, host));
}

/** With DANE-EE neither date nor issuer matter (RFC 7672 section 3.1.1). */
function anchoredCertificates(host: HostEvidence): readonly CertificateEvidence[] {
  const dated = host.addresses.filter((address) => matchedRecord(host, address)?.usage === daneTa);
  return dated.flatMap(({ daneTls }) => daneTls?.chain.slice(0, 1) ?? []);
}

const daneTa = 2;
const daneEe = 3;
const wholeCertificate = 0;
const sha256 = 1;

function matchedRecord({ tlsaRecords }: HostEvidence, { daneTls }: AddressEvidence): JudgedTlsaRecord | undefined {
  const index = daneTls?.dane?.record ?? null;
  return index === null ? undefined : tlsaRecords[index];
}

/** Whether no server of the host sends the trust anchor; only digests by SHA-256 can be compared here. */
function isMissing({ selector, matchingType, data }: JudgedTlsaRecord, { addresses }: HostEvidence): boolean {
  if (matchingType !== sha256) return false;
  const sent = addresses.flatMap(({ daneTls }) => daneTls?.chain ?? []);
  const digestOf = (each: CertificateEvidence) => (selector === wholeCertificate ? each.sha256 : each.spkiSha256);
  return sent.length > 0 && sent.every((each) => digestOf(each) !== data);
}

/** The host's certificate that ends first, where it should have been renewed by now. */
function expiryOf(host: string, certificates: readonly CertificateEvidence[], at: number): readonly Reason[] {
  const [first] = certificates
    .filter((certificate) => isOverdue(certificate, at))
    .sort((left, right) => Date.parse(left.notAfter) - Date.parse(right.notAfter));
  if (first === undefined) return [];
  const days = Math.floor((Date.parse(first.notAfter) - at) / millisecondsPerDay);
  return [tell('certificate-expires', host, first.notAfter.slice(0, 10), days)];
}

const millisecondsPerDay = 86_400_000;
const latestDays = 14;
/** Certificates are renewed when a third of their time is left; half of that says that something went wrong. */
const latestShare = 1 / 6;

function isOverdue({ notBefore, notAfter }: CertificateEvidence, at: number): boolean {
  const end = Date.parse(notAfter);
  const latest = Math.min(latestDays * millisecondsPerDay, (end - Date.parse(notBefore)) * latestShare);
  return end >= at && end - at < latest;
}
