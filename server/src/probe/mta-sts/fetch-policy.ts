import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { Duplex } from 'node:stream';
import { type PeerCertificate, type SecureContext, type TLSSocket, connect as tlsConnect } from 'node:tls';
import type { Connect } from '../address';
import { closed } from '../closed';
import { formatEndpoint } from '../dns/endpoint';
import { inSeconds } from '../duration';
import { Fault } from '../fault';

export interface FetchMeans {
  readonly connect: Connect;
  /** With the CAs to trust. */
  readonly httpsContext: () => SecureContext;
  /** Milliseconds for the whole of it. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

const httpsPort = 443;
const path = '/.well-known/mta-sts.txt';
const maxHeader = 8 * 1024;
const maxBody = 64 * 1024;

/**
 * Fetches the policy file of RFC 8461 section 3.3 from one address of the policy host, which must show a certificate for
 * its name, as a dNSName, by a CA that is trusted. Redirects are not followed.
 *
 * @throws Fault `policy-fetch-failed`, or one of `connect`; the signal's reason when it aborts.
 */
export async function fetchPolicy(host: string, address: string, means: FetchMeans): Promise<string> {
  means.signal.throwIfAborted();
  const controller = new AbortController();
  const relay = (): void => controller.abort(means.signal.reason);
  const timer = setTimeout(() => {
    controller.abort(failure(host, `did not send its policy within ${inSeconds(means.deadline)}`));
  }, means.deadline);
  means.signal.addEventListener('abort', relay);
  try {
    return await fetchFrom(host, address, { ...means, signal: controller.signal });
  } catch (error) {
    controller.signal.throwIfAborted();
    if (error instanceof Fault) throw error;
    throw failure(host, `at ${formatEndpoint({ host: address, port: httpsPort })}: ${describe(error)}`);
  } finally {
    clearTimeout(timer);
    means.signal.removeEventListener('abort', relay);
  }
}

/** Whatever way this ends, the connection ends with it. */
async function fetchFrom(
  host: string,
  address: string,
  { connect, httpsContext, signal }: FetchMeans,
): Promise<string> {
  const socket = await connect(address, httpsPort, signal);
  const close = (): void => void socket.destroy();
  signal.addEventListener('abort', close);
  try {
    const secure = await handshake(socket, host, httpsContext(), signal);
    return await readPolicy(secure, host, signal);
  } finally {
    signal.removeEventListener('abort', close);
    await closed(socket);
  }
}

function failure(host: string, what: string): Fault {
  return new Fault('policy-fetch-failed', `${host} ${what}`);
}

/** The words of Node and OpenSSL, in one line. */
function describe(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const text = (message === '' ? (code ?? '') : message).replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return code === undefined || text.includes(code) ? text : `${text} (${code})`;
}

function handshake(
  socket: Duplex,
  host: string,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const secure = tlsConnect({
      socket,
      servername: host,
      secureContext,
      ALPNProtocols: ['http/1.1'],
      checkServerIdentity: (_, certificate) => nameProblem(host, certificate),
    });
    secure.once('secureConnect', () => resolve(secure));
    secure.on('error', reject);
    secure.once('close', () => reject(new Error('the connection was closed during the handshake')));
  });
}

/** RFC 8461 section 3.3 takes no common name, which Node would fall back to. */
function nameProblem(host: string, { raw }: PeerCertificate): Error | undefined {
  const name = new X509Certificate(raw).checkHost(host, { subject: 'never', partialWildcards: false });
  return name === undefined ? new Error(`its certificate is not for ${host}`) : undefined;
}

function readPolicy(secure: TLSSocket, host: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const query = request({
      host,
      path,
      createConnection: () => secure,
      maxHeaderSize: maxHeader,
      // With a connection of its own, Node would name port 80 here.
      headers: { host, accept: 'text/plain', connection: 'close' },
    });
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    query.on('error', reject);
    query.once('response', (response) => {
      readBody(response, host).then(resolve, reject);
    });
    query.end();
  });
}

async function readBody(response: IncomingMessage, host: string): Promise<string> {
  const { statusCode, headers } = response;
  if (statusCode !== 200) throw failure(host, `answered with the HTTP status ${statusCode ?? 'none'} instead of 200`);
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'text/plain') throw failure(host, 'sent something that is not text/plain');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > maxBody) throw failure(host, `sent more than ${maxBody / 1024} KiB`);
    chunks.push(bytes);
  }
  if (!response.complete) throw failure(host, 'closed the connection before its policy was complete');
  return Buffer.concat(chunks).toString('utf8');
}
