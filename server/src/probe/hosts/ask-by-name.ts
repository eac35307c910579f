import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { type AddressMeans, probeByName } from '../address';
import type { AddressEvidence, CertificateEvidence, HostEvidence, NamedSession } from '../evidence';
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
 * them, the others are asked too, since an entry sends the name to all. What the entries to be judged send as server name
 * is asked for at all of them, whatever it helps.
 */
export async function askByName(hosts: readonly HostEvidence[], means: NameMeans): Promise<readonly HostEvidence[]> {
  const { domain, control } = means;
  const isOpen = (host: HostEvidence, address: AddressEvidence) => isGood(address) && isNew(host, address);
  const seen = await askSome(
    hosts,
    (host, address) => isOpen(host, address) && !isProven(host, address, domain),
    means,
  );
  const own = seen.some((host) => isHelped(host, domain)) ? await askSome(seen, isOpen, means) : seen;
  let asked: readonly HostEvidence[] = own;
  for (const wanted of new Set(control.serverNames)) asked = await askForEntries(asked, wanted, means);
  return asked;
}

type Wanted = (host: HostEvidence, address: AddressEvidence) => boolean;

async function askSome(
  hosts: readonly HostEvidence[],
  isWanted: Wanted,
  means: NameMeans,
): Promise<readonly HostEvidence[]> {
  return atEachAddress(hosts, async (host, address) =>
    isWanted(host, address) ? askHost(host, address, means) : address,
  );
}

async function askHost(host: HostEvidence, address: AddressEvidence, means: NameMeans): Promise<AddressEvidence> {
  if (isIP(host.name) !== 0) return address;
  const { tls, cause } = await askOne(host.name, host, address, means);
  return { ...address, ...(tls ? { hostTls: tls } : {}), ...(cause ? { hostCause: cause } : {}) };
}

/** @param wanted As it stands behind `servername=`, where the two keywords are lower case (postconf(5)). */
function askForEntries(
  hosts: readonly HostEvidence[],
  wanted: string,
  means: NameMeans,
): Promise<readonly HostEvidence[]> {
  return atEachAddress(hosts, async (host, address) => {
    if (!speaksTls(address)) return address;
    const serverName = wanted === 'hostname' ? host.name : wanted === 'nexthop' ? means.domain : wanted;
    const name = serverName.toLowerCase();
    if (name === host.name) return isNew(host, address) ? askHost(host, address, means) : address;
    if (isIP(name) !== 0 || name === host.tlsaBase) return address;
    return { ...address, named: [...(address.named ?? []), await askOne(serverName, host, address, means)] };
  });
}

function atEachAddress(
  hosts: readonly HostEvidence[],
  ask: (host: HostEvidence, address: AddressEvidence) => Promise<AddressEvidence>,
): Promise<readonly HostEvidence[]> {
  return mapParallel(hosts, limits.parallelHosts, async (host) => ({
    ...host,
    addresses: await Promise.all(host.addresses.map((address) => ask(host, address))),
  }));
}

function askOne(
  serverName: string,
  host: HostEvidence,
  { address, port }: AddressEvidence,
  means: NameMeans,
): Promise<NamedSession> {
  const { turns, names, stop } = means;
  const question = { host: host.name, serverName, address, port, tlsa: null };
  const ask = async (): Promise<NamedSession> => {
    const known = names.recall(question);
    if (known !== null) return known;
    const session = await probeByName(serverName, question, means);
    names.remember(question, session);
    return session;
  };
  return untilStopped(
    stop,
    () => turns.take(address, stop, ask),
    (cause) => ({ serverName, cause }),
  );
}

/** Whether the server speaks TLS that is good enough to authenticate. */
function isGood(address: AddressEvidence): boolean {
  return speaksTls(address) && address.tls?.securityLevelOk !== false;
}

function speaksTls({ outcome, cause }: AddressEvidence): boolean {
  return outcome === 'tls' || outcome === 'tls-failed' || cause?.id === 'tls-library';
}

/** Whether nobody has sent the server the name of the host yet. An address can't be sent as one (RFC 6066 section 3). */
function isNew({ name, tlsaBase }: HostEvidence, { hostTls, hostCause }: AddressEvidence): boolean {
  return hostTls === undefined && hostCause === undefined && tlsaBase !== name;
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
