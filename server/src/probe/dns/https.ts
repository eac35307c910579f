import { type IncomingHttpHeaders, request as requestHttp1 } from 'node:http';
import { connect as connectHttp2, constants } from 'node:http2';
import type { Readable } from 'node:stream';
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import type { DohServer } from '../options';
import { attempt, type Limits, type Outcome } from './attempt';
import { malformedFault, timeoutFault, unreachableFault } from './transport-fault';

/** The most that a DNS message can have. */
const maxMessage = 65_535;
const mediaType = 'application/dns-message';

/**
 * Asks over HTTPS by POST (RFC 8484 section 4.1), over HTTP/2 where the server speaks it. Each question has a connection of
 * its own, as over TCP; its server must show a certificate for the host of the URL. Redirects are not followed.
 *
 * @throws Fault `dns-timeout`, `dns-unreachable` where there is no such connection, or `dns-malformed` where the answer is
 *   no DNS message; the signal's reason when it aborts.
 */
export function askOverHttps(
  query: Uint8Array,
  { url }: DohServer,
  secureContext: SecureContext,
  limits: Limits,
): Promise<Uint8Array> {
  const { hostname, port } = new URL(url);
  // The brackets of an IPv6 address belong to the URL.
  const host = hostname.replace(/^\[|\]$/g, '');
  return attempt(
    limits,
    () => timeoutFault([url], limits.timeout),
    (outcome) => {
      const socket = connectTls({
        host,
        port: port === '' ? 443 : Number(port),
        secureContext,
        ALPNProtocols: ['h2', 'http/1.1'],
        minVersion: 'TLSv1.2',
        ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      });
      socket.on('error', (error: Error) => outcome.fail(unreachableFault(url, error)));
      socket.on('close', () =>
        outcome.fail(malformedFault(url, 'closed the connection before its reply was complete')),
      );
      socket.once('secureConnect', () => {
        const ask = socket.alpnProtocol === 'h2' ? askByHttp2 : askByHttp1;
        ask(query, url, socket, outcome);
      });
      return () => socket.destroy();
    },
  );
}

type AskBy = (query: Uint8Array, url: string, socket: TLSSocket, outcome: Outcome<Uint8Array>) => void;

const askByHttp2: AskBy = (query, url, socket, outcome) => {
  const session = connectHttp2(url, {
    createConnection: () => socket,
    settings: { enablePush: false },
    maxSessionMemory: 1,
  });
  session.on('error', (error: Error) => outcome.fail(unreachableFault(url, error)));
  const { pathname } = new URL(url);
  const stream = session.request({
    [constants.HTTP2_HEADER_METHOD]: 'POST',
    [constants.HTTP2_HEADER_PATH]: pathname,
    'content-type': mediaType,
    accept: mediaType,
    'content-length': String(query.length),
  });
  stream.on('error', (error: Error) => outcome.fail(unreachableFault(url, error)));
  stream.once('response', (headers) => {
    readReply(Number(headers[constants.HTTP2_HEADER_STATUS]), headers, stream, url).then(outcome.succeed, outcome.fail);
  });
  stream.end(query);
};

const askByHttp1: AskBy = (query, url, socket, outcome) => {
  const { host, pathname } = new URL(url);
  const asked = requestHttp1({
    method: 'POST',
    path: pathname,
    createConnection: () => socket,
    headers: {
      host,
      accept: mediaType,
      'content-type': mediaType,
      'content-length': query.length,
      connection: 'close',
    },
  });
  asked.on('error', (error: Error) => outcome.fail(unreachableFault(url, error)));
  asked.once('response', (response) => {
    readReply(response.statusCode ?? 0, response.headers, response, url).then(outcome.succeed, outcome.fail);
  });
  asked.end(query);
};

async function readReply(
  status: number,
  headers: IncomingHttpHeaders,
  body: Readable,
  url: string,
): Promise<Uint8Array> {
  if (status !== 200) throw malformedFault(url, `answered with the HTTP status ${status} instead of 200`);
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== mediaType) throw malformedFault(url, `sent something that is not ${mediaType}`);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > maxMessage) throw malformedFault(url, 'sent more than a DNS message can have');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
