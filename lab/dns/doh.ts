import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { Socket } from 'node:net';
import type { Pki } from '../pki';
import { listen, stopServer } from '../sockets';
import { type Answerer, respond } from './server';

export interface DohServer {
  readonly url: string;
  stop(): Promise<void>;
}

const path = '/dns-query';
const mediaType = 'application/dns-message';

/** The same answers over HTTPS (RFC 8484), by POST, over HTTP/2 and HTTP/1.1, on loopback by the name of this machine. */
export async function startDohServer(answer: Answerer, pki: Pki): Promise<DohServer> {
  const { key, chain } = await pki.certificate({ issuer: 'public', names: ['localhost'] });
  const sockets = new Set<Socket>();
  const server = createSecureServer({ key, cert: chain, allowHTTP1: true }, (request, response) => {
    serve(request, response, answer);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('sessionError', () => undefined);
  const port = await listen(server, '127.0.0.1', 0);
  return { url: `https://localhost:${port}${path}`, stop: async () => stopServer(server, sockets) };
}

function serve(request: Http2ServerRequest, response: Http2ServerResponse, answer: Answerer): void {
  if (request.method !== 'POST' || request.url !== path || request.headers['content-type'] !== mediaType) {
    response.writeHead(415).end();
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('error', () => undefined);
  request.on('end', () => {
    const reply = respond(Buffer.concat(chunks), answer, 'tcp');
    // Over HTTP silence is a stream that stays open.
    if (reply !== null) response.writeHead(200, { 'content-type': mediaType }).end(reply);
  });
}
