import type { Socket } from 'node:net';

/**
 * How a server answers hellos of SSL and TLS, by RFC 6101, RFC 5246 appendix E.1 and the draft of SSLv2, whatever it is
 * set up to accept: no TLS library speaks all of that any more. Nothing behind the ServerHello is served.
 */
export interface OldTlsSetup {
  /** With these cipher kinds; null: not spoken. */
  readonly sslv2: readonly number[] | null;
  /** Of 0x0300 (SSLv3) to 0x0303 (TLS 1.2). */
  readonly versions: readonly number[];
  /** The suites that it takes. */
  readonly suites: readonly number[];
  /** Whose order decides. */
  readonly preference: 'client' | 'server';
  /** How it ends a handshake: by an alert, by closing, or by resetting the connection. */
  readonly refusesBy: 'alert' | 'close' | 'reset';
}

/** The suites for export, which TLS 1.1 and later must not negotiate (RFC 4346 appendix A.5). */
const forExport: readonly number[] = [0x03, 0x06, 0x08, 0x0b, 0x0e, 0x11, 0x14, 0x17, 0x19];
/** Those over SHA-256 and GCM, which TLS 1.2 brought (RFC 5246 section 1.2). */
const ofTls12: readonly number[] = [0x3b, 0x6c, 0x6d, 0xa6, 0xa7];

export function isUsable(suite: number, version: number): boolean {
  return (version < 0x0302 || !forExport.includes(suite)) && (version >= 0x0303 || !ofTls12.includes(suite));
}

const alerts = { handshakeFailure: 40, protocolVersion: 70 };

/** Waits for a hello on the socket, and answers it. */
export function answerHello(socket: Socket, setup: OldTlsSetup): void {
  let bytes = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    const hello = parseHello(bytes);
    if (hello === null) return;
    bytes = Buffer.alloc(0);
    respond(socket, hello, setup);
  });
}

interface Hello {
  readonly version: number;
  readonly suites: readonly number[];
}

/** Null until it is whole. */
function parseHello(bytes: Buffer): Hello | null {
  if (bytes.length < 5) return null;
  return bytes[0] === 22 ? parseTls(bytes) : parseSslv2(bytes);
}

function parseTls(bytes: Buffer): Hello | null {
  if (bytes.length < 5 + bytes.readUInt16BE(3)) return null;
  const body = bytes.subarray(9);
  const session = body[34]!;
  const length = body.readUInt16BE(35 + session);
  const list = body.subarray(37 + session, 37 + session + length);
  const suites = Array.from({ length: list.length / 2 }, (_, index) => list.readUInt16BE(index * 2));
  return { version: body.readUInt16BE(0), suites };
}

function parseSslv2(bytes: Buffer): Hello | null {
  if (bytes.length < 2 + (bytes.readUInt16BE(0) & 0x7fff)) return null;
  const list = bytes.subarray(11, 11 + bytes.readUInt16BE(5));
  return {
    version: bytes.readUInt16BE(3),
    suites: Array.from({ length: list.length / 3 }, (_, index) => list.readUIntBE(index * 3, 3)),
  };
}

function respond(socket: Socket, hello: Hello, setup: OldTlsSetup): void {
  if (hello.version === 2) {
    const { sslv2 } = setup;
    if (sslv2 === null) refuse(socket, alerts.protocolVersion, 0x0300, setup);
    else socket.write(sslv2ServerHello(sslv2.filter((kind) => hello.suites.includes(kind))));
    return;
  }
  const version = Math.max(...setup.versions.filter((each) => each <= hello.version));
  if (!Number.isFinite(version)) {
    refuse(socket, alerts.protocolVersion, 0x0301, setup);
    return;
  }
  const [first, second] = setup.preference === 'client' ? [hello.suites, setup.suites] : [setup.suites, hello.suites];
  const suite = first.find((each) => second.includes(each) && isUsable(each, version));
  if (suite === undefined) refuse(socket, alerts.handshakeFailure, version, setup);
  else socket.write(serverHello(version, suite));
}

function refuse(socket: Socket, alert: number, version: number, { refusesBy }: OldTlsSetup): void {
  if (refusesBy === 'alert') socket.end(alertRecord(version, 2, alert));
  else if (refusesBy === 'close') socket.end();
  else socket.resetAndDestroy();
}

export function alertRecord(version: number, level: number, description: number): Buffer {
  return record(21, version, Buffer.of(level, description));
}

/** A ServerHello without extensions (RFC 5246 section 7.4.1.3), in a record with what may follow it. */
export function serverHello(
  version: number,
  suite: number,
  { sessionId = Buffer.alloc(32, 7), rest = certificate } = {},
): Buffer {
  const body = Buffer.concat([
    uint16(version),
    Buffer.alloc(32, 9),
    Buffer.of(sessionId.length),
    sessionId,
    uint16(suite),
    Buffer.of(0),
  ]);
  return record(22, version, Buffer.concat([Buffer.of(2, 0), uint16(body.length), body, rest]));
}

/** The beginning of a Certificate message that is long. */
const certificate = Buffer.concat([Buffer.of(11, 0, 0x20, 0), Buffer.alloc(500, 1)]);

/** Section 2.6 of the draft: certificate, cipher kinds and connection id behind the header. */
export function sslv2ServerHello(kinds: readonly number[], der = Buffer.alloc(600, 3)): Buffer {
  const list = Buffer.concat(kinds.map((kind) => Buffer.of(kind >> 16, (kind >> 8) & 0xff, kind & 0xff)));
  const connection = Buffer.alloc(16, 5);
  const lengths = [der, list, connection].map((part) => uint16(part.length));
  const body = Buffer.concat([Buffer.of(4, 0, 1, 0, 2), ...lengths, der, list, connection]);
  return Buffer.concat([uint16(0x8000 | body.length), body]);
}

function record(type: number, version: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.of(type), uint16(version), uint16(body.length), body]);
}

function uint16(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}
