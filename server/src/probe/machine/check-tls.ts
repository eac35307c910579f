import { createHash, X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { probeAddress } from '../address';
import type { AddressEvidence, JudgedTlsaRecord } from '../evidence';
import { defaultProbeOptions } from '../options';
import { providerPace } from '../pace';
import { createConnect } from '../routes/connect';
import { createTrustStore } from '../tls/trust-store';
import { isUnreadable } from '../x509/unreadable';
import { startLoopbackServer } from './loopback-server';
import { createAuthority, type OwnAuthority, type OwnCertificate, type Validity } from './own-certificate';
import type { TlsCase } from './tls-cases';

/** How the TLS library of this program fares with a server. */
export interface TlsFinding {
  readonly title: string;
  /**
   * `works`: it sees what there is. `lacking`: it can't talk to such a server, and says so of others. `wrong`: it sees
   * something else, so that no verdict of this program can be relied on.
   */
  readonly state: 'works' | 'lacking' | 'wrong';
  /** How it shows; empty where it works. */
  readonly text: string;
}

const host = 'mx.self-test.example';
const address = '127.0.0.1';
const day = 86_400_000;
const seconds = 5_000;

/**
 * Probes servers of our own in this process, which show certificates made for it, and holds the evidence against what
 * they are. Client and server have the same library: what it can't serve it can't be tried with, and lacks as well.
 */
export async function checkTls(
  cases: readonly TlsCase[],
  now: Date,
  signal: AbortSignal,
): Promise<readonly TlsFinding[]> {
  const authority = createAuthority('self-test', validity(now, [-10, 10]));
  const findings: TlsFinding[] = [];
  for (const one of cases) findings.push({ title: one.title, ...(await checkCase(one, authority, now, signal)) });
  return findings;
}

function validity(now: Date, [from, to]: readonly [number, number]): Validity {
  return { notBefore: new Date(now.getTime() + from * day), notAfter: new Date(now.getTime() + to * day) };
}

async function checkCase(
  one: TlsCase,
  authority: OwnAuthority,
  now: Date,
  signal: AbortSignal,
): Promise<Omit<TlsFinding, 'title'>> {
  let certificate: OwnCertificate;
  let context: SecureContext;
  try {
    certificate = authority.issue(host, one.keys(), validity(now, one.validity));
    context = createSecureContext({ cert: certificate.pem, key: certificate.keyPem, ...one.server });
  } catch (error) {
    return { state: 'lacking', text: error instanceof Error ? error.message : String(error) };
  }
  const server = await startLoopbackServer(context);
  try {
    const tlsa = tlsaOf(certificate);
    if (tlsa === null) return { state: 'lacking', text: 'it can’t read such a certificate' };
    const question = { host, address, port: server.port, tlsa: { base: host, records: [tlsa], names: [host] } };
    return judge(one, await probeAddress(question, means(authority, signal)), certificate);
  } finally {
    await server.stop();
  }
}

function means({ pem }: OwnAuthority, signal: AbortSignal): Parameters<typeof probeAddress>[1] {
  const options = {
    ...defaultProbeOptions,
    caFile: { name: 'self-test', pem },
    allowAddresses: [`${address}/32`],
    pacing: null,
    deadlines: {
      ...defaultProbeOptions.deadlines,
      connect: seconds,
      greeting: seconds,
      reply: seconds,
      handshake: seconds,
    },
  };
  return {
    options,
    connect: createConnect(options),
    pace: providerPace,
    trustStore: createTrustStore(options),
    control: { signal },
  };
}

/** `3 1 1`, as a receiver would publish it. */
function tlsaOf({ pem }: OwnCertificate): JudgedTlsaRecord | null {
  try {
    const spki = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
    const data = createHash('sha256').update(spki).digest('hex');
    return { usage: 3, selector: 1, matchingType: 1, data, usable: true, unusable: null };
  } catch (error) {
    if (!(error instanceof Error) && !isUnreadable(error)) throw error;
    return null;
  }
}

function judge(
  { verdict }: TlsCase,
  { outcome, cause, tls, daneTls }: AddressEvidence,
  certificate: OwnCertificate,
): Omit<TlsFinding, 'title'> {
  if (outcome === 'untested' && cause?.id === 'tls-library') return { state: 'lacking', text: cause.text };
  const sent = tls?.chain[0]?.sha256;
  const isRight =
    outcome === 'tls' &&
    sent === createHash('sha256').update(certificate.der).digest('hex') &&
    tls?.pkix.verdict === verdict &&
    daneTls?.dane?.verdict === 'matched';
  if (isRight) return { state: 'works', text: '' };
  const seen = [outcome, cause?.text, tls?.pkix.verdict, tls?.pkix.error, daneTls?.dane?.verdict];
  return { state: 'wrong', text: `expected ${verdict}; saw ${seen.filter((each) => each != null).join(', ')}` };
}
