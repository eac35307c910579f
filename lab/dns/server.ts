import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import {
  type Answer,
  AUTHENTIC_DATA,
  CHECKING_DISABLED,
  type DecodedPacket,
  decode,
  encode,
  type OptAnswer,
  type PacketOpt,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  TRUNCATED_RESPONSE,
} from 'dns-packet';
import { recordsOf, type SignedSet } from './record-set';
import type { Lookup } from './resolve';

export interface DnsServer {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** What the server serves; `null` for a question that it can't answer. */
export type Answerer = (question: { readonly name: string; readonly type: string }) => Lookup;

const rcodes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;
/** Without EDNS a UDP message has at most 512 bytes (RFC 1035 section 4.2.1); with it we send no more than 1232. */
const plainUdpSize = 512;
const ownUdpSize = 1232;
const tcpIdleMs = 5_000;

/**
 * Serves over UDP and TCP at one port, as a validating resolver would: RRSIG, NSEC and NSEC3 only with DO, SERVFAIL for
 * bogus data unless CD is set.
 *
 * @param port 0 for any free one.
 */
export async function startDnsServer(answer: Answerer, host = '127.0.0.1', port = 0): Promise<DnsServer> {
  const connections = new Set<Socket>();
  const tcp = createServer((socket) => serveTcp(socket, answer, connections));
  const udp = createSocket('udp4');
  udp.on('message', (message, peer) => {
    const response = respond(message, answer, 'udp');
    if (response !== null) udp.send(response, peer.port, peer.address);
  });
  udp.on('error', () => undefined);
  const bound = await bindBoth(udp, tcp, host, port);
  return {
    host,
    port: bound,
    stop: async () => {
      for (const socket of connections) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(() => resolve())),
        new Promise<void>((resolve) => tcp.close(() => resolve())),
      ]);
    },
  };
}

/** One port number for both: TCP picks it, and where UDP finds it taken, another try is made. */
async function bindBoth(udp: UdpSocket, tcp: Server, host: string, port: number): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    tcp.listen(port, host);
    await once(tcp, 'listening');
    const address = tcp.address();
    const chosen = typeof address === 'object' && address !== null ? address.port : port;
    try {
      await new Promise<void>((resolve, reject) => {
        udp.once('error', reject);
        udp.bind(chosen, host, () => {
          udp.off('error', reject);
          resolve();
        });
      });
      return chosen;
    } catch (error) {
      if (port !== 0 || attempt === 5) throw error;
      await new Promise<void>((resolve) => tcp.close(() => resolve()));
    }
  }
}

function serveTcp(socket: Socket, answer: Answerer, connections: Set<Socket>): void {
  connections.add(socket);
  let pending = Buffer.alloc(0);
  socket.setTimeout(tcpIdleMs, () => socket.destroy());
  socket.on('close', () => connections.delete(socket));
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      const response = respond(pending.subarray(2, end), answer, 'tcp');
      pending = pending.subarray(end);
      if (response === null) continue;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(response.length);
      socket.write(Buffer.concat([length, response]));
    }
  });
}

/** The response to one message; null to stay silent. */
export function respond(message: Buffer, answer: Answerer, transport: 'udp' | 'tcp'): Buffer | null {
  if (message.length < 12 || (message.readUInt8(2) & 0x80) !== 0) return null;
  const query = tryDecode(message);
  const question = query?.questions?.[0];
  if (query === null || question === undefined || query.questions?.length !== 1) {
    return headerOnly(message.readUInt16BE(0), rcodes.FORMERR);
  }
  const standardQuery = (message.readUInt8(2) & 0x78) === 0;
  if (!standardQuery) return headerOnly(message.readUInt16BE(0), rcodes.NOTIMP);
  const lookup = answer(question);
  if (lookup.drop) return null;
  const response = packet(query, lookup);
  const opt = query.additionals?.find((record): record is OptAnswer => record.type === 'OPT');
  const limit = opt === undefined ? plainUdpSize : Math.max(plainUdpSize, Math.min(opt.udpPayloadSize, ownUdpSize));
  if (transport === 'tcp' || response.length <= limit) return response;
  return packet(query, { ...lookup, answers: [], authorities: [] }, TRUNCATED_RESPONSE);
}

function tryDecode(message: Buffer): DecodedPacket | null {
  try {
    return decode(message);
  } catch {
    return null;
  }
}

function headerOnly(id: number, rcode: number): Buffer {
  return encode({ type: 'response', id, flags: rcode });
}

function packet(query: DecodedPacket, lookup: Lookup, extraFlags = 0): Buffer {
  const opt = query.additionals?.find((record): record is OptAnswer => record.type === 'OPT');
  const dnssecOk = opt?.flag_do === true;
  const hidden = lookup.bogus && !query.flag_cd;
  const rcode = hidden ? 'SERVFAIL' : lookup.rcode;
  const flags =
    rcodes[rcode] |
    RECURSION_AVAILABLE |
    extraFlags |
    (query.flag_rd ? RECURSION_DESIRED : 0) |
    (query.flag_cd ? CHECKING_DISABLED : 0);
  return encode({
    type: 'response',
    id: query.id ?? 0,
    flags: flags & ~AUTHENTIC_DATA,
    questions: query.questions ?? [],
    answers: hidden ? [] : lookup.answers.flatMap((signed) => visible(signed, dnssecOk)),
    authorities: hidden ? [] : lookup.authorities.flatMap((signed) => visible(signed, dnssecOk)),
    additionals: opt === undefined ? [] : [responseOpt(dnssecOk, lookup.explanation)],
  });
}

function visible({ set, signatures }: SignedSet, dnssecOk: boolean): readonly Answer[] {
  if (dnssecOk) return [...recordsOf(set), ...signatures];
  return set.type === 'NSEC' || set.type === 'NSEC3' ? [] : recordsOf(set);
}

function responseOpt(dnssecOk: boolean, explanation: string | undefined): OptAnswer {
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: ownUdpSize,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: dnssecOk ? 0x8000 : 0,
    flag_do: dnssecOk,
    options: explanation === undefined ? [] : [extendedError(explanation)],
  };
}

/** The option 15 with the code 0, Other Error (RFC 8914 section 2), in the form that dns-packet takes for unknown options. */
function extendedError(text: string): PacketOpt {
  const data = Buffer.concat([Buffer.of(0, 0), Buffer.from(text)]);
  return { code: 15, data } as unknown as PacketOpt;
}
