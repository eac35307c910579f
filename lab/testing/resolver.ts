/** A resolver on loopback that sends what a test tells it to, however wrong. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type Answer, decode, encode, type OptAnswer } from 'dns-packet';

export interface Behaviour {
  /** What comes back over UDP to the query with this number, from 0, in this order. */
  readonly udp?: (query: Buffer, number: number) => readonly Buffer[];
  /** What is done with a TCP connection when the whole query has come. */
  readonly tcp?: (query: Buffer, socket: Socket) => void;
}

export interface TestResolver {
  readonly endpoint: { readonly host: string; readonly port: number };
  readonly udpQueries: Buffer[];
  /** The port that each query came from. */
  readonly udpPorts: number[];
  readonly tcpQueries: Buffer[];
  /** TCP connections that are open now. */
  readonly open: Set<Socket>;
  stop(): Promise<void>;
}

export interface ReplyParts {
  readonly id?: number;
  readonly name?: string;
  readonly flags?: number;
  readonly answers?: Answer[];
  readonly options?: readonly { readonly code: number; readonly data: Buffer }[];
}

/** A well-formed reply with EDNS, which repeats id and question of the query where `parts` has no others. */
export function replyTo(query: Buffer, { id, name, flags = 0, answers = [], options = [] }: ReplyParts): Buffer {
  const asked = decode(query);
  const question = asked.questions?.[0];
  const opt = { type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0, options };
  return encode({
    type: 'response',
    id: id ?? asked.id ?? 0,
    flags,
    questions: [{ name: name ?? question?.name ?? '', type: question?.type ?? 'A' }],
    answers,
    additionals: [{ ...opt, flag_do: false } as unknown as OptAnswer],
  });
}

/** A message with the two bytes of its length before it, as TCP has it (RFC 1035 section 4.2.2). */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

export async function startResolver({ udp = () => [], tcp = () => undefined }: Behaviour): Promise<TestResolver> {
  const { server, socket, port } = await bindBoth();
  const open = new Set<Socket>();
  const started: TestResolver = {
    endpoint: { host: '127.0.0.1', port },
    udpQueries: [],
    udpPorts: [],
    tcpQueries: [],
    open,
    stop: async () => {
      for (const connection of open) connection.destroy();
      server.close();
      socket.close();
      await Promise.all([once(server, 'close'), once(socket, 'close')]);
    },
  };
  serveUdp(socket, started, udp);
  serveTcp(server, started, tcp);
  return started;
}

/** One port number for both: TCP picks it, and where UDP finds it taken, another try is made. */
async function bindBoth(): Promise<{ server: Server; socket: UdpSocket; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = createSocket('udp4');
    try {
      socket.bind(port, '127.0.0.1');
      await once(socket, 'listening');
      return { server, socket, port };
    } catch (error) {
      server.close();
      socket.close();
      if (attempt === 5) throw error;
    }
  }
}

function serveUdp(socket: UdpSocket, started: TestResolver, udp: NonNullable<Behaviour['udp']>): void {
  socket.on('message', (query, peer) => {
    started.udpPorts.push(peer.port);
    const packets = udp(query, started.udpQueries.push(query) - 1);
    for (const packet of packets) socket.send(packet, peer.port, peer.address);
  });
}

function serveTcp(server: Server, started: TestResolver, tcp: NonNullable<Behaviour['tcp']>): void {
  server.on('connection', (socket) => {
    started.open.add(socket);
    socket.on('close', () => started.open.delete(socket));
    socket.on('error', () => socket.destroy());
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const query = received.subarray(2);
      started.tcpQueries.push(query);
      tcp(query, socket);
    });
  });
}
