import { connect, createServer, type Socket } from 'node:net';
import { listen, stopServer } from './sockets';

/** What the proxy does with a destination. */
export type Destination =
  | { readonly kind: 'open'; readonly host: string; readonly port: number }
  /** No reply, ever: the client has to give up. */
  | { readonly kind: 'dead' }
  /** Reply 5, connection refused. */
  | { readonly kind: 'refused' }
  /** Reply 2, not allowed: the address is not in the lab. */
  | { readonly kind: 'unknown' };

export interface SocksServer {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Asked with an address literal or a host name as the client wrote it. */
export type Route = (host: string, port: number) => Destination;

const version = 5;
const noAuthentication = 0;
const noAcceptableMethod = 0xff;
const connectCommand = 1;
const reply = {
  succeeded: 0,
  notAllowed: 2,
  hostUnreachable: 4,
  refused: 5,
  unsupportedCommand: 7,
  unsupportedAddress: 8,
};
const maxRequestBytes = 512;

/**
 * A SOCKS5 proxy (RFC 1928) without authentication, CONNECT only. It opens connections to the lab's own servers and to
 * nothing else, so that neither a test nor the demo ever reaches the real network.
 */
export async function startSocksServer(route: Route, host = '127.0.0.1', port = 0): Promise<SocksServer> {
  const sockets = new Set<Socket>();
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    track(client);
    serve(client, route, track);
  });
  const bound = await listen(server, host, port);
  return { host, port: bound, stop: async () => stopServer(server, sockets) };
}

function serve(client: Socket, route: Route, track: (socket: Socket) => void): void {
  let pending = Buffer.alloc(0);
  let greeted = false;
  client.on('error', () => client.destroy());
  const onData = (chunk: Buffer): void => {
    pending = Buffer.concat([pending, chunk]);
    if (pending.length > maxRequestBytes) return void client.destroy();
    if (!greeted) {
      const length = greetingLength(pending);
      if (length === null) return;
      const acceptable = pending[0] === version && pending.subarray(2, length).includes(noAuthentication);
      if (!acceptable) return void client.end(Buffer.from([version, noAcceptableMethod]));
      client.write(Buffer.from([version, noAuthentication]));
      pending = pending.subarray(length);
      greeted = true;
    }
    const request = parseRequest(pending);
    if (request === null) return;
    client.off('data', onData);
    // Nothing may get lost between here and the moment the two sides are joined.
    client.pause();
    answer(client, request, route, track);
  };
  client.on('data', onData);
}

/** Null until the greeting is complete. */
function greetingLength(bytes: Buffer): number | null {
  const length = bytes.length < 2 ? Number.POSITIVE_INFINITY : 2 + bytes[1]!;
  return bytes.length < length ? null : length;
}

interface Request {
  readonly failure: number;
  readonly host: string;
  readonly port: number;
  readonly rest: Buffer;
}

/** Null until the request is complete (RFC 1928 section 4). */
export function parseRequest(bytes: Buffer): Request | null {
  if (bytes.length < 5) return null;
  const failed = (failure: number): Request => ({ failure, host: '', port: 0, rest: Buffer.alloc(0) });
  if (bytes[0] !== version || bytes[1] !== connectCommand) return failed(reply.unsupportedCommand);
  const type = bytes[3];
  const start = type === 3 ? 5 : 4;
  const length = type === 1 ? 4 : type === 4 ? 16 : type === 3 ? bytes[4]! : null;
  if (length === null) return failed(reply.unsupportedAddress);
  const end = start + length;
  if (bytes.length < end + 2) return null;
  const raw = bytes.subarray(start, end);
  const host = type === 1 ? raw.join('.') : type === 4 ? ipv6Text(raw) : raw.toString('latin1');
  return { failure: reply.succeeded, host, port: bytes.readUInt16BE(end), rest: bytes.subarray(end + 2) };
}

/** The canonical text form of RFC 5952, as far as the lab's own addresses go. */
function ipv6Text(raw: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => raw.readUInt16BE(index * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}

function answer(client: Socket, request: Request, route: Route, track: (socket: Socket) => void): void {
  if (request.failure !== reply.succeeded) {
    refuse(client, request.failure);
    return;
  }
  const destination = route(request.host, request.port);
  if (destination.kind === 'unknown') refuse(client, reply.notAllowed);
  if (destination.kind === 'refused') refuse(client, reply.refused);
  if (destination.kind === 'dead') client.resume();
  if (destination.kind !== 'open') return;
  const target = connect(destination.port, destination.host);
  track(target);
  join(client, target, request.rest);
}

function refuse(client: Socket, code: number): void {
  client.end(socksReply(code));
  client.resume();
}

/** The bound address is of no use to anyone here: 0.0.0.0:0. */
function socksReply(code: number): Buffer {
  return Buffer.from([version, code, 0, 1, 0, 0, 0, 0, 0, 0]);
}

/** When either side ends or breaks, so does the other. */
function join(client: Socket, target: Socket, rest: Buffer): void {
  target.on('error', () => {
    if (target.connecting) {
      refuse(client, reply.hostUnreachable);
      return;
    }
    client.destroy();
  });
  target.once('connect', () => {
    client.write(socksReply(reply.succeeded));
    target.write(rest);
    client.pipe(target);
    target.pipe(client);
  });
  client.on('close', () => target.destroy());
  target.on('close', () => client.destroySoon());
}
