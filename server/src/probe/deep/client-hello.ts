import { randomBytes } from 'node:crypto';
import { versions } from './protocols';

export interface Offer {
  /** The highest version; a server that knows only lower ones may choose one of them. */
  readonly version: number;
  /** The codes of cipher suites, in the order of preference. */
  readonly suites: readonly number[];
}

const handshakeRecord = 22;
const clientHelloMessage = 1;
/** Says that secure renegotiation is known (RFC 5746 section 3.3); some servers insist. */
const renegotiationScsv = 0x00ff;
const extension = { supportedGroups: 10, ecPointFormats: 11, signatureAlgorithms: 13, padding: 21 };
/** Any that a server may have a key on: x25519, and the curves of NIST that were ever in use. */
const groups = [29, 23, 24, 25, 22, 21, 19];
/** RSA, RSA-PSS, ECDSA and DSA over SHA-512 to SHA-1 (RFC 8446 section 4.2.3, RFC 5246 section 7.4.1.4.1). */
const signatureAlgorithms = [
  0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0403, 0x0503, 0x0603, 0x0402, 0x0201, 0x0203, 0x0202,
];
/** Hellos of between these octets hang some load balancers (RFC 7685 section 1). */
const hanging = { from: 256, below: 512 };

/**
 * A ClientHello in its record, made by hand, since no TLS library speaks what is asked for any more. SSLv3 knows no
 * extensions (RFC 6101 section 5.6.1.2). No server name is indicated, as Postfix does not by default.
 */
export function clientHello({ version, suites }: Offer): Buffer {
  const plain = message(version, suites, extensionsOf(version));
  const missing = hanging.below - plain.length;
  const isHanging = plain.length >= hanging.from && missing > 0 && version > versions.sslv3;
  return inRecord(isHanging ? message(version, suites, [...extensionsOf(version), padding(missing)]) : plain, version);
}

function inRecord(hello: Buffer, version: number): Buffer {
  // Older servers refuse a record of a later version than TLS 1.0 (RFC 5246 appendix E.1).
  const recordVersion = Math.min(version, versions.tls10);
  return Buffer.concat([Buffer.of(handshakeRecord), uint16(recordVersion), sized16(hello)]);
}

function message(version: number, suites: readonly number[], extensions: readonly Buffer[]): Buffer {
  const noSession = Buffer.of(0);
  const noCompression = Buffer.of(1, 0);
  const body = Buffer.concat([
    uint16(version),
    randomBytes(32),
    noSession,
    sized16(Buffer.concat([...suites, renegotiationScsv].map(uint16))),
    noCompression,
    ...(extensions.length === 0 ? [] : [sized16(Buffer.concat(extensions))]),
  ]);
  return Buffer.concat([Buffer.of(clientHelloMessage, 0), sized16(body)]);
}

function extensionsOf(version: number): readonly Buffer[] {
  if (version <= versions.sslv3) return [];
  const lists = (type: number, values: readonly number[]) =>
    inExtension(type, sized16(Buffer.concat(values.map(uint16))));
  return [
    lists(extension.supportedGroups, groups),
    inExtension(extension.ecPointFormats, Buffer.of(1, 0)),
    ...(version >= versions.tls12 ? [lists(extension.signatureAlgorithms, signatureAlgorithms)] : []),
  ];
}

/** An extension of so many octets, or of its header alone. */
function padding(octets: number): Buffer {
  return inExtension(extension.padding, Buffer.alloc(Math.max(0, octets - 4)));
}

function inExtension(type: number, data: Buffer): Buffer {
  return Buffer.concat([uint16(type), sized16(data)]);
}

function sized16(data: Buffer): Buffer {
  return Buffer.concat([uint16(data.length), data]);
}

function uint16(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}
