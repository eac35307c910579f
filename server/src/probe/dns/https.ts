import { request } from 'node:http';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import type { DohServer } from '../options';
import { attempt, type Limits, type Outcome } from './attempt';
import { dnsMediaType, readHttpReply } from './http-reply';
import { createHttp2Connection, type Http2Connection } from './http2-connection';
import { malformedFault, timeoutFault, unreachableFault } from './transport-fault';

/** Asks one server over HTTPS, any number of questions. */
export interface DohClient {
  /**
   * @throws Fault `dns-timeout`, `dns-unreachable` where there is no connection to a server with a certificate for the host
   *   of the URL, or `dns-malformed` where the answer is no DNS message; the signal's reason when it aborts.
   */
  ask(query: Uint8Array, limits: Limits): Promise<Uint8Array>;
}

/**
 * Asks by POST (RFC 8484 section 4.1): over one connection of HTTP/2 that all questions share, and that is closed when no
 * question is left; or, where the server speaks HTTP/1.1 alone, over a connection for each.
 */
export function createDohClient({ url }: DohServer, secureContext: () => SecureContext): DohClient {
  let shared: Http2Connection | null = null;
  let speaksHttp2 = true;

  function begin(query: Uint8Array, outcome: Outcome<Uint8Array>, limits: Limits): () => void {
    if (!speaksHttp2) return askByHttp1(query, url, secureContext(), outcome);
    shared ??= createHttp2Connection(url, connectTo(url, secureContext(), ['h2', 'http/1.1']), (isHttp2) => {
      shared = null;
      if (!isHttp2) speaksHttp2 = false;
    });
    return shared.ask(query, limits.signal, outcome, () => askByHttp1(query, url, secureContext(), outcome));
  }

  return {
    ask: (query, limits) =>
      attempt(
        limits,
        () => timeoutFault([url], limits.timeout),
        (outcome) => begin(query, outcome, limits),
      ),
  };
}

function connectTo(url: string, secureContext: SecureContext, protocols: string[]): TLSSocket {
  const { hostname, port } = new URL(url);
  // The brackets of an IPv6 address belong to the URL.
  const host = hostname.replace(/^\[|\]$/g, '');
  return connect({
    host,
    port: port === '' ? 443 : Number(port),
    secureContext,
    ALPNProtocols: protocols,
    minVersion: 'TLSv1.2',
    ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
  });
}

function askByHttp1(
  query: Uint8Array,
  url: string,
  secureContext: SecureContext,
  outcome: Outcome<Uint8Array>,
): () => void {
  const { host, pathname } = new URL(url);
  const socket = connectTo(url, secureContext, ['http/1.1']);
  const fail = (error: Error): void => outcome.fail(unreachableFault(url, error));
  socket.on('error', fail);
  socket.on('close', () => outcome.fail(malformedFault(url, 'closed the connection before its reply was complete')));
  const asked = request({
    method: 'POST',
    path: pathname,
    createConnection: () => socket,
    headers: {
      host,
      accept: dnsMediaType,
      'content-type': dnsMediaType,
      'content-length': query.length,
      connection: 'close',
    },
  });
  asked.on('error', fail);
  asked.once('response', (response) => {
    readHttpReply(response.statusCode ?? 0, response.headers, response, url).then(outcome.succeed, outcome.fail);
  });
  // Nothing is said before the server has shown its certificate.
  socket.once('secureConnect', () => asked.end(query));
  return () => socket.destroy();
}
