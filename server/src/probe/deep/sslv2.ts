import { randomBytes } from 'node:crypto';
import { hexadecimal, versions } from './protocols';

/** SSLv2 by its draft, draft-hickman-netscape-ssl-00: nothing of it is like anything after it. */

/** The cipher kinds of section 5.5 (SSL_CK_…), and one that OpenSSL had besides. */
const cipherKinds: ReadonlyMap<number, string> = new Map([
  [0x010080, 'RC4_128_WITH_MD5'],
  [0x020080, 'RC4_128_EXPORT40_WITH_MD5'],
  [0x030080, 'RC2_128_CBC_WITH_MD5'],
  [0x040080, 'RC2_128_CBC_EXPORT40_WITH_MD5'],
  [0x050080, 'IDEA_128_CBC_WITH_MD5'],
  [0x060040, 'DES_64_CBC_WITH_MD5'],
  [0x0700c0, 'DES_192_EDE3_CBC_WITH_MD5'],
  [0x080080, 'RC4_64_WITH_MD5'],
]);

/** The types of messages that a server begins with. */
export const sslv2Message = { error: 0, serverHello: 4 } as const;

const clientHelloMessage = 1;
const challengeLength = 16;
const longestChallenge = 32;
/** The first bit of a record without padding, whose header has two octets. */
export const shortHeader = 0x8000;
/** Type, session id hit, certificate type, version, and the lengths of certificate, cipher kinds and connection id. */
const serverHelloHeader = 11;

/** A CLIENT-HELLO that offers SSLv2 and nothing later, with every cipher kind. */
export function sslv2ClientHello(): Buffer {
  const kinds = Buffer.concat(
    [...cipherKinds.keys()].map((kind) => Buffer.of(kind >> 16, (kind >> 8) & 0xff, kind & 0xff)),
  );
  const lengths = Buffer.alloc(6);
  lengths.writeUInt16BE(kinds.length, 0);
  lengths.writeUInt16BE(0, 2);
  lengths.writeUInt16BE(challengeLength, 4);
  const version = Buffer.from([versions.sslv2 >> 8, versions.sslv2 & 0xff]);
  const body = Buffer.concat([Buffer.of(clientHelloMessage), version, lengths, kinds, randomBytes(challengeLength)]);
  const header = Buffer.alloc(2);
  header.writeUInt16BE(shortHeader | body.length);
  return Buffer.concat([header, body]);
}

/**
 * The names of the cipher kinds that a SERVER-HELLO agrees to.
 *
 * @param message Whole, without the header of its record.
 * @returns Null for what is none.
 */
export function readSslv2ServerHello(message: Buffer): readonly string[] | null {
  if (message.length < serverHelloHeader || message[0] !== sslv2Message.serverHello) return null;
  const [certificate, kinds, connection] = [5, 7, 9].map((offset) => message.readUInt16BE(offset)) as [
    number,
    number,
    number,
  ];
  const isSized = message.length === serverHelloHeader + certificate + kinds + connection;
  const isHello = message.readUInt16BE(3) === versions.sslv2 && kinds % 3 === 0 && connection <= longestChallenge;
  if (!isSized || !isHello) return null;
  const start = serverHelloHeader + certificate;
  return Array.from({ length: kinds / 3 }, (_, index) => kindName(message.readUIntBE(start + index * 3, 3)));
}

function kindName(kind: number): string {
  return cipherKinds.get(kind) ?? `cipher kind ${hexadecimal(kind, 6)}`;
}
