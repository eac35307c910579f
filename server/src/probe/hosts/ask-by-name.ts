import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { type AddressMeans, type NamedSession, probeByName } from '../address';
import type { AddressEvidence, CertificateEvidence, HostEvidence } from '../evidence';
import { limits } from '../limits';
import { mapParallel } from '../map-parallel';
import { type Stop, untilStopped } from '../stop';
import type { Turns } from '../turns';
import { hasName } from '../x509/has-name';
import type { NameMemory } from './address-memory';

export interface NameMeans extends AddressMeans {
  readonly turns: Turns;
  readonly names: NameMemory;
  readonly stop: Stop;
  /** The next-hop without brackets and port. */
  readonly domain: string;
}

/**
 * Asks the servers by the names of their hosts where `servername=hostname` may decide: one further connection to an
 * address, and only where the session without server name does not authenticate the host. Where the name helps at one of
 * them, the others are asked too, since an entry sends the name to all.
 */
export async function askByName(hosts: readonly HostEvidence[], means: NameMeans): Promise<readonly HostEvidence[]> {
  const { domain } = means;
  const seen = await askSome(hosts, (host, address) => !isProven(host, address, domain), means);
  return seen.some((host) => isHelped(host, domain)) ? askSome(seen, () => true, means) : seen;
}

type Wanted = (host: HostEvidence, address: AddressEvidence) => boolean;

async function askSome(
  hosts: readonly HostEvidence[],
  isWanted: Wanted,
  means: NameMeans,
): Promise<readonly HostEvidence[]> {
  return mapParallel(hosts, limits.parallelHosts, async (host) => {
    const ask = async (address: AddressEvidence): Promise<AddressEvidence> =>
      isOpen(host, address) && isWanted(host, address)
        ? { ...address, ...(await askOne(host, address, means)) }
        : address;
    return { ...host, addresses: await Promise.all(host.addresses.map(ask)) };
  });
}

function askOne(host: HostEvidence, { address, port }: AddressEvidence, means: NameMeans): Promise<NamedSession> {
  const { turns, names, stop } = means;
  const question = { host: host.name, address, port, tlsa: null };
  const ask = async (): Promise<NamedSession> => {
    const known = names.recall(question);
    if (known !== null) return known;
    const session = await probeByName(question, means);
    names.remember(question, session);
    return session;
  };
  return untilStopped(
    stop,
    () => turns.take(address, stop, ask),
    (cause) => ({ hostCause: cause }),
  );
}

/**
 * Whether the server speaks TLS that is good enough to authenticate, and nobody has sent it the name of the host yet. An
 * address can't be sent as one (RFC 6066 section 3).
 */
function isOpen(host: HostEvidence, { outcome, cause, tls, hostTls, hostCause }: AddressEvidence): boolean {
  const isGood = outcome === 'tls' && tls?.securityLevelOk !== false;
  const speaksTls = isGood || outcome === 'tls-failed' || cause?.id === 'tls-library';
  const isNew = hostTls === undefined && hostCause === undefined && host.tlsaBase !== host.name;
  return speaksTls && isNew && isIP(host.name) === 0;
}

/** Whether the session without server name shows a trusted chain and a name that an entry could demand. */
function isProven({ name }: HostEvidence, { tls }: AddressEvidence, domain: string): boolean {
  const [certificate] = tls?.chain ?? [];
  if (certificate === undefined || tls?.pkix.verdict !== 'trusted') return false;
  const x509 = x509Of(certificate);
  return hasName(x509, name) || hasName(x509, domain) || isBelow(certificate, domain);
}

/** Those of a provider serve many domains, and the same evidence stands for each. */
const parsed = new WeakMap<CertificateEvidence, X509Certificate>();

function x509Of(certificate: CertificateEvidence): X509Certificate {
  const x509 = parsed.get(certificate) ?? new X509Certificate(Buffer.from(certificate.der, 'base64'));
  parsed.set(certificate, x509);
  return x509;
}

/** The strategy `dot-nexthop`: any name below the next-hop, a wildcard among them. */
function isBelow({ dnsNames, commonName }: CertificateEvidence, domain: string): boolean {
  const names = dnsNames.length > 0 ? dnsNames : [commonName ?? ''];
  return names.some((name) => name.toLowerCase().endsWith(`.${domain}`));
}

/** Whether the chain is trusted with the name, at an address where it does not suffice without. */
function isHelped(host: HostEvidence, domain: string): boolean {
  return host.addresses.some((address) => {
    const named = address.hostTls ?? (host.tlsaBase === host.name ? address.daneTls : undefined);
    return named?.pkix.verdict === 'trusted' && !isProven(host, address, domain);
  });
}
