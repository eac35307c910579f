import { Fault } from '../fault';
import { readSslv2ServerHello, shortHeader, sslv2Message } from './sslv2';

/** The first thing that a server says to a hello. Nothing behind it is read. */
export type ServerAnswer =
  | { readonly kind: 'hello'; readonly version: number; readonly suite: number }
  | { readonly kind: 'sslv2-hello'; readonly ciphers: readonly string[] }
  | { readonly kind: 'alert'; readonly description: number }
  | { readonly kind: 'sslv2-error' };

export interface AnswerReader {
  /**
   * The answer, once there is enough of it.
   *
   * @throws Fault `protocol-error` for what is neither TLS nor SSL; `limit`.
   */
  add(chunk: Uint8Array): ServerAnswer | null;
  /** Whether anything came. */
  readonly hasBegun: boolean;
}

/** Octets in which the answer has to be: the longest record of SSLv2, with its header. */
export const answerLimit = 2 + 0x7fff;
/** Octets of a ServerHello; honest ones have a hundred. */
const helloLimit = 4 * 1024;
/** Warnings that may come before the answer, such as the one about a server name. */
const warningLimit = 4;

const contentType = { alert: 21, handshake: 22 };
const recordHeader = 5;
const longestRecord = 0x4000 + 2_048;
const messageHeader = 4;
const serverHelloMessage = 2;
const alertLevel = { warning: 1, fatal: 2 };
const closeNotify = 0;

/** Reads the answer from bytes however they are cut. */
export function createAnswerReader(): AnswerReader {
  const buffer = Buffer.alloc(answerLimit);
  let length = 0;
  return {
    add(chunk) {
      const taken = Buffer.from(chunk).copy(buffer, length);
      length += taken;
      const answer = readAnswer(buffer.subarray(0, length));
      // What follows a whole answer is of no interest, however much it is.
      if (answer === null && length === answerLimit)
        throw new Fault('limit', 'the server says much and answers nothing');
      return answer;
    },
    get hasBegun() {
      return length > 0;
    },
  };
}

function readAnswer(bytes: Buffer): ServerAnswer | null {
  const [first, second, third] = bytes;
  if (first === undefined) return null;
  if (first >= shortHeader >> 8) return third === undefined ? null : readSslv2(bytes);
  if (first !== contentType.alert && first !== contentType.handshake) throw notTls();
  if (second === undefined) return null;
  return readRecords(bytes);
}

function notTls(): Fault {
  return new Fault('protocol-error', 'what the server sends after its reply to STARTTLS is neither TLS nor SSL');
}

function readSslv2(bytes: Buffer): ServerAnswer | null {
  const type = bytes[2];
  if (type !== sslv2Message.error && type !== sslv2Message.serverHello) throw notTls();
  const end = 2 + (bytes.readUInt16BE(0) & ~shortHeader);
  if (bytes.length < end) return null;
  if (type === sslv2Message.error) return { kind: 'sslv2-error' };
  const ciphers = readSslv2ServerHello(bytes.subarray(2, end));
  if (ciphers === null) throw new Fault('protocol-error', 'the server sends a hello of SSLv2 that can’t be read');
  return { kind: 'sslv2-hello', ciphers };
}

/** Messages may be cut into records in any way (RFC 5246 section 6.2.1), and records come in any pieces. */
function readRecords(bytes: Buffer): ServerAnswer | null {
  const message = Buffer.alloc(messageHeader + helloLimit);
  let gathered = 0;
  let warnings = 0;
  for (let start = 0; start + recordHeader <= bytes.length; ) {
    const type = bytes[start];
    const size = bytes.readUInt16BE(start + 3);
    if (bytes[start + 1] !== 3 || size === 0 || size > longestRecord) throw notTls();
    const fragment = bytes.subarray(start + recordHeader, start + recordHeader + size);
    if (type === contentType.handshake) {
      gathered += fragment.copy(message, gathered);
      const hello = readServerHello(message.subarray(0, gathered));
      if (hello !== null) return hello;
    } else if (type === contentType.alert) {
      const [level, description] = fragment;
      if (description === undefined) return null;
      if (level !== alertLevel.warning && level !== alertLevel.fatal) throw notTls();
      if (level === alertLevel.fatal || description === closeNotify) return { kind: 'alert', description };
      if (++warnings > warningLimit) throw new Fault('limit', `the server sends more than ${warningLimit} warnings`);
    } else {
      throw notTls();
    }
    start += recordHeader + size;
  }
  return null;
}

/** @param message As much of it as there is. */
function readServerHello(message: Buffer): ServerAnswer | null {
  const [type] = message;
  if (type !== undefined && type !== serverHelloMessage) throw unreadable();
  if (message.length < messageHeader) return null;
  const size = message.readUIntBE(1, 3);
  if (size > helloLimit) throw unreadable();
  const body = message.subarray(messageHeader, messageHeader + size);
  if (body.length < size) return null;
  const sessionLength = body[versionAndRandom];
  if (sessionLength === undefined || sessionLength > 32) throw unreadable();
  const suiteAt = versionAndRandom + 1 + sessionLength;
  // Cipher suite and compression method.
  if (body.length < suiteAt + 3) throw unreadable();
  return { kind: 'hello', version: body.readUInt16BE(0), suite: body.readUInt16BE(suiteAt) };
}

const versionAndRandom = 2 + 32;

function unreadable(): Fault {
  return new Fault('protocol-error', 'the server answers with a message that is no ServerHello');
}
