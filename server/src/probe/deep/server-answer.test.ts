import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertRecord, serverHello, sslv2ServerHello } from '../../../../lab/testing/old-tls';
import type { CauseId } from '../cause';
import { Fault } from '../fault';
import { answerLimit, createAnswerReader, type ServerAnswer } from './server-answer';

/** What the reader makes of chunks: an answer, a fault, or null where it waits for more. */
function read(chunks: readonly Uint8Array[]): ServerAnswer | CauseId | null {
  const reader = createAnswerReader();
  try {
    for (const chunk of chunks) {
      const answer = reader.add(chunk);
      if (answer !== null) return answer;
    }
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.id;
  }
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const random = '00'.repeat(32);

/** Written by hand from RFC 6101, RFC 5246 and the draft of SSLv2, byte for byte. */
const fixtures: readonly (readonly [what: string, bytes: string, answer: ServerAnswer | CauseId | null])[] = [
  [
    'SSLv3 with RC4: ServerHello, no session, no compression',
    `16 0300 002a 02 000026 0300 ${random} 00 0005 00`,
    { kind: 'hello', version: 0x0300, suite: 0x0005 },
  ],
  [
    'TLS 1.0 with an export suite and a session of 32 octets',
    `16 0301 004a 02 000046 0301 ${random} 20 ${random} 0003 00`,
    { kind: 'hello', version: 0x0301, suite: 0x0003 },
  ],
  [
    'TLS 1.2 with extensions',
    `16 0303 0031 02 00002d 0303 ${random} 00 0035 00 0005 ff01 0001 00`,
    { kind: 'hello', version: 0x0303, suite: 0x0035 },
  ],
  [
    'a ServerHello in two records',
    `16 0301 0004 02 000026 16 0301 0026 0301 ${random} 00 000a 00`,
    { kind: 'hello', version: 0x0301, suite: 0x000a },
  ],
  [
    'a warning about the name before it',
    `15 0303 0002 01 70 16 0303 002a 02 000026 0303 ${random} 00 0018 00`,
    { kind: 'hello', version: 0x0303, suite: 0x0018 },
  ],
  ['an alert: handshake failure', '15 0300 0002 02 28', { kind: 'alert', description: 40 }],
  ['an alert: protocol version', '15 0301 0002 02 46', { kind: 'alert', description: 70 }],
  ['a warning that ends the connection', '15 0301 0002 01 00', { kind: 'alert', description: 0 }],
  ['another warning', '15 0301 0002 01 70', null],
  [
    'SSLv2: SERVER-HELLO with a certificate of four octets, two cipher kinds, a connection id of sixteen',
    `8025 04 00 01 0002 0004 0006 0010 deadbeef 010080 0700c0 ${'ab'.repeat(16)}`,
    { kind: 'sslv2-hello', ciphers: ['RC4_128_WITH_MD5', 'DES_192_EDE3_CBC_WITH_MD5'] },
  ],
  [
    'SSLv2: SERVER-HELLO without any cipher kind',
    `801f 04 00 01 0002 0004 0000 0010 deadbeef ${'ab'.repeat(16)}`,
    { kind: 'sslv2-hello', ciphers: [] },
  ],
  [
    'SSLv2: an unknown cipher kind',
    `8022 04 00 01 0002 0004 0003 0010 deadbeef 123456 ${'ab'.repeat(16)}`,
    { kind: 'sslv2-hello', ciphers: ['cipher kind 0x123456'] },
  ],
  ['SSLv2: ERROR, no cipher', '8003 00 0001', { kind: 'sslv2-error' }],
  ['SSLv2: a CLIENT-HELLO', '8003 01 0002', 'protocol-error'],
  [
    'SSLv2: lengths that do not fit',
    `8022 04 00 01 0002 00ff 0003 0010 deadbeef 010080 ${'ab'.repeat(16)}`,
    'protocol-error',
  ],
  [
    'SSLv2: a part of a cipher kind',
    `8021 04 00 01 0002 0004 0002 0010 deadbeef 0100 ${'ab'.repeat(16)}`,
    'protocol-error',
  ],
  ['SSLv2: another version', `8022 04 00 01 0300 0004 0003 0010 deadbeef 010080 ${'ab'.repeat(16)}`, 'protocol-error'],
  ['SSLv2: too short for a hello', '8005 04 00 01 0002', 'protocol-error'],
  ['nothing', '', null],
  ['one octet of TLS', '16', null],
  ['one octet of SSLv2', '80', null],
  ['a ServerHello whose end is missing', `16 0300 002a 02 000026 0300 ${random} 00 00`, null],
  ['SMTP', '3235 3020', 'protocol-error'],
  ['HTTP', '48545450', 'protocol-error'],
  ['a record of version 2', '16 0200 002a 02', 'protocol-error'],
  ['an empty record', '16 0301 0000', 'protocol-error'],
  ['a record that is too long', '16 0301 ffff', 'protocol-error'],
  ['application data', '16 0301 0001 02 17 0301 0001 00', 'protocol-error'],
  ['an alert of level 3', '15 0301 0002 03 28', 'protocol-error'],
  ['a ClientHello', '16 0301 0004 01 000000', 'protocol-error'],
  ['a Certificate', '16 0301 0004 0b 000000', 'protocol-error'],
  ['a ServerHello of 16 MB', '16 0301 0004 02 ffffff', 'protocol-error'],
  ['a ServerHello of nothing', '16 0301 0004 02 000000', 'protocol-error'],
  ['a session id of 33 octets', `16 0300 004b 02 000047 0300 ${random} 21 ${random}00 0005 00`, 'protocol-error'],
  ['a session id that goes beyond the end', `16 0300 002a 02 000026 0300 ${random} 20 0005 00`, 'protocol-error'],
];

describe('the answer of a server', () => {
  it.each(fixtures)('%s', (_what, bytes, answer) => {
    expect(read([hex(bytes)])).toEqual(answer);
  });

  it.each(fixtures)('%s, octet by octet', (_what, bytes, answer) => {
    expect(read([...hex(bytes)].map((octet) => Buffer.of(octet)))).toEqual(answer);
  });

  it('is the same however it is cut, and whatever follows it', () => {
    const answers = fc.oneof(
      fc
        .tuple(fc.integer({ min: 0x0300, max: 0x0303 }), fc.nat(0xffff), fc.uint8Array({ maxLength: 32 }))
        .map(([version, suite, sessionId]) => ({
          bytes: serverHello(version, suite, { sessionId: Buffer.from(sessionId) }),
          answer: { kind: 'hello', version, suite } as const,
        })),
      fc.nat(255).map((description) => ({
        bytes: alertRecord(0x0301, 2, description),
        answer: { kind: 'alert', description } as const,
      })),
      fc.uint8Array({ maxLength: 2_000 }).map((certificate) => ({
        bytes: sslv2ServerHello([0x020080], Buffer.from(certificate)),
        answer: { kind: 'sslv2-hello', ciphers: ['RC2'] } as const,
      })),
    );
    fc.assert(
      fc.property(
        answers,
        fc.uint8Array({ maxLength: 50 }),
        fc.array(fc.nat(3_000), { maxLength: 8 }),
        (given, rest, cuts) => {
          const all = Buffer.concat([given.bytes, rest]);
          const places = [0, ...cuts.filter((cut) => cut < all.length).sort((left, right) => left - right), all.length];
          const chunks = places.slice(1).map((end, index) => all.subarray(places[index], end));
          const expected =
            given.answer.kind === 'sslv2-hello'
              ? { kind: 'sslv2-hello', ciphers: ['RC4_128_EXPORT40_WITH_MD5'] }
              : given.answer;
          expect(read(chunks)).toEqual(expected);
        },
      ),
    );
  });

  const likely = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.concat([Buffer.of(22, 3, 1, 0, 60, 2, 0, 0, 56), bytes])),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.concat([Buffer.of(21, 3, 0), bytes])),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.concat([Buffer.of(0x80, 40, 4, 0, 1, 0, 2), bytes])),
  );

  it('is never more than an answer, a fault or nothing, for any bytes, and soon', () => {
    fc.assert(
      fc.property(fc.array(likely, { maxLength: 6 }), (chunks) => {
        const started = performance.now();
        const answer = read(chunks);
        expect(performance.now() - started).toBeLessThan(15_000);
        if (typeof answer === 'string') expect(['protocol-error', 'limit']).toContain(answer);
        else if (answer?.kind === 'hello') expect(answer.suite).toBeLessThanOrEqual(0xffff);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, Buffer, CauseId]>([
    ['one octet of handshake in each record', Buffer.of(22, 3, 1, 0, 1, 2), 'protocol-error'],
    ['warnings', Buffer.of(21, 3, 1, 0, 2, 1, 112), 'limit'],
    ['a record of SSLv2 whose end never comes', Buffer.alloc(7, 0xff).fill(4, 2, 3), 'protocol-error'],
  ])('costs little where a server sends without end: %s', (_what, bytes, id) => {
    const started = performance.now();
    expect(read(Array.from({ length: answerLimit }, () => bytes))).toBe(id);
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('is given up where much comes that is no answer', () => {
    const slow = Array.from({ length: answerLimit }, (_, index) =>
      Buffer.of(index === 0 ? 0xff : index === 2 ? 4 : 0xff),
    );
    expect(read(slow)).toBe('protocol-error');
    expect(read([Buffer.of(0xff, 0xff, 4), Buffer.alloc(answerLimit - 4)])).toBeNull();
  });
});
