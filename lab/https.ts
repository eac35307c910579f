import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Pki } from './pki';
import type { MtaSts } from './scenario';
import { listen, stopServer } from './sockets';

export interface PolicyServer {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

const policyPath = '/.well-known/mta-sts.txt';
const oneWeekInSeconds = 604_800;

/** One HTTPS server for all policy hosts (RFC 8461 section 3.3), which it tells apart by server name indication. */
export async function startPolicyServer(
  policies: readonly MtaSts[],
  pki: Pki,
  host = '127.0.0.1',
  port = 0,
): Promise<PolicyServer> {
  const byName = new Map(policies.map((policy) => [`mta-sts.${policy.domain}`, policy]));
  const contexts = await contextsOf(byName, pki);
  const fallback = await pki.certificate({ issuer: 'self', names: ['default.invalid'] });
  const sockets = new Set<Socket>();
  const server = createServer(
    {
      key: fallback.key,
      cert: fallback.chain,
      SNICallback: (serverName, callback) => callback(null, contexts.get(serverName.toLowerCase())),
    },
    (request, response) => respond(request, response, byName),
  );
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const bound = await listen(server, host, port);
  return { host, port: bound, stop: async () => stopServer(server, sockets) };
}

async function contextsOf(byName: ReadonlyMap<string, MtaSts>, pki: Pki): Promise<ReadonlyMap<string, SecureContext>> {
  const entries = [...byName].map(async ([name, { serves }]) => {
    const issuer = serves === 'untrusted' ? 'private' : 'public';
    const { key, chain } = await pki.certificate({ issuer, names: [name] });
    return [name, createSecureContext({ key, cert: chain })] as const;
  });
  return new Map(await Promise.all(entries));
}

function respond(request: IncomingMessage, response: ServerResponse, byName: ReadonlyMap<string, MtaSts>): void {
  const name = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  const policy = byName.get(name);
  if (policy === undefined || policy.serves === 'not-found' || request.url !== policyPath) {
    response.writeHead(404, { 'content-type': 'text/plain', connection: 'close' }).end('not found\n');
    return;
  }
  response.writeHead(200, { 'content-type': 'text/plain', connection: 'close' }).end(policyText(policy));
}

/** RFC 8461 section 3.2. */
export function policyText({ mode, mx }: MtaSts): string {
  const lines = [
    'version: STSv1',
    `mode: ${mode}`,
    ...mx.map((pattern) => `mx: ${pattern}`),
    `max_age: ${oneWeekInSeconds}`,
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}
