import { type Answer, decode, encode, type OptAnswer } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../fault';
import { encodeQuery, isReplyTo, isTruncated, parseReply } from './message';
import { nameToWire, parseName } from './name';
import { decodeRecordData } from './record-data';
import { rcode, rrType } from './types';

const question = { name: '_25._tcp.mx.example', type: rrType.TLSA };
const id = 0x1234;

const response = 0x8000;

interface Parts {
  readonly flags?: number;
  readonly questions?: readonly Buffer[];
  readonly answer?: readonly Buffer[];
  readonly authority?: readonly Buffer[];
  readonly additional?: readonly Buffer[];
}

const u16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);
const u32 = (value: number): Buffer => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);
const asked = Buffer.concat([nameToWire(question.name), u16(question.type), u16(1)]);

/** A message of raw parts, so that it can be as wrong as a test needs. */
function message({
  flags = response,
  questions = [asked],
  answer = [],
  authority = [],
  additional = [],
}: Parts): Buffer {
  const counts = [questions, answer, authority, additional].map((section) => u16(section.length));
  return Buffer.concat([u16(id), u16(flags), ...counts, ...questions, ...answer, ...authority, ...additional]);
}

function record(owner: Buffer, type: number, data: Buffer, ttl = 60): Buffer {
  return Buffer.concat([owner, u16(type), u16(1), u32(ttl), u16(data.length), data]);
}

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const root = Buffer.of(0);
const pointerToQuestion = Buffer.of(0xc0, 12);
const opt = (options: Buffer, extendedRcode = 0): Buffer => record(root, rrType.OPT, options, extendedRcode << 24);
const option = (code: number, data: Buffer): Buffer => Buffer.concat([u16(code), u16(data.length), data]);
const extendedError = (code: number, text: string): Buffer => option(15, Buffer.concat([u16(code), Buffer.from(text)]));

describe('a query', () => {
  it('asks for recursion, unchecked data and signatures', () => {
    const { id: sent, questions, additionals, ...rest } = decode(Buffer.from(encodeQuery(question, 0xfffe)));
    expect(sent).toBe(0xfffe);
    expect(questions).toEqual([{ name: question.name, type: 'TLSA', class: 'IN' }]);
    expect(rest).toMatchObject({ type: 'query', flag_rd: true, flag_cd: true, flag_ad: false, answers: [] });
    expect(additionals).toMatchObject([{ type: 'OPT', udpPayloadSize: 1232, flag_do: true, ednsVersion: 0 }]);
  });
});

describe('isReplyTo', () => {
  const upper = Buffer.from(asked.toString('latin1').replace('example', 'eXaMPLe'), 'latin1');
  const other = Buffer.concat([nameToWire('_25._tcp.my.example'), u16(question.type), u16(1)]);

  it.each([
    ['the reply', message({}), true],
    ['the question in other case', message({ questions: [upper] }), true],
    ['a bare REFUSED', message({ questions: [], flags: response | rcode.REFUSED }), true],
    ['a bare FORMERR', message({ questions: [], flags: response | rcode.FORMERR }), true],
    ['a bare NOERROR', message({ questions: [], flags: response }), false],
    ['a bare NXDOMAIN', message({ questions: [], flags: response | rcode.NXDOMAIN }), false],
    [
      'an error without question, but with records',
      message({ questions: [], flags: response | rcode.REFUSED, answer: [record(root, 1, Buffer.of(1, 2, 3, 4))] }),
      false,
    ],
    ['a query', message({ flags: 0 }), false],
    ['a notification', message({ flags: response | (4 << 11) }), false],
    ['another name', message({ questions: [other] }), false],
    ['another type', message({ questions: [Buffer.concat([nameToWire(question.name), u16(1), u16(1)])] }), false],
    ['another class', message({ questions: [Buffer.concat([nameToWire(question.name), u16(52), u16(3)])] }), false],
    ['two questions', message({ questions: [asked, asked] }), false],
    ['half a question', message({}).subarray(0, 30), false],
    ['a question without class', message({}).subarray(0, -2), false],
    ['half a header', message({}).subarray(0, 11), false],
    ['nothing', Buffer.alloc(0), false],
  ])('%s', (_, packet, expected) => expect(isReplyTo(packet, question, id)).toBe(expected));

  it('knows the id', () => expect(isReplyTo(message({}), question, id + 1)).toBe(false));

  it('reads the TC bit', () => {
    expect(isTruncated(message({}))).toBe(false);
    expect(isTruncated(message({ flags: response | 0x0200 }))).toBe(true);
    expect(isTruncated(Buffer.of(0, 0, 0xff))).toBe(false);
  });
});

describe('parseReply', () => {
  it('reads what another implementation wrote', () => {
    const answers: Answer[] = [
      { name: 'Mx.Example', type: 'A', ttl: 300, data: '192.0.2.1' },
      { name: 'mx.example', type: 'AAAA', ttl: 300, data: '2001:db8::1' },
      { name: 'example', type: 'MX', ttl: 60, data: { preference: 10, exchange: 'MX.example' } },
      { name: 'example', type: 'TXT', ttl: 5, data: ['v=STSv1; ', 'id=1'] },
      {
        name: '_25._tcp.mx.example',
        type: 'TLSA',
        data: { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.from('abcd', 'hex') },
      },
    ];
    const packet = encode({
      type: 'response',
      id,
      flags: 0x20,
      questions: [{ name: question.name, type: 'TLSA' }],
      answers,
    });
    const parsed = parseReply(packet, question);
    expect(parsed).toMatchObject({ question, rcode: 0, authenticData: true, truncated: false, extendedError: null });
    const [a, aaaa, mx, txt, tlsa] = parsed.answer;
    expect(a).toMatchObject({ owner: 'mx.example', type: 1, class: 1, ttl: 300 });
    expect(decodeRecordData('A', a!.rdata)).toBe('192.0.2.1');
    expect(decodeRecordData('AAAA', aaaa!.rdata)).toBe('2001:db8::1');
    expect(decodeRecordData('MX', mx!.rdata)).toEqual({ preference: 10, exchange: 'mx.example' });
    expect(decodeRecordData('TXT', txt!.rdata)).toEqual(['v=STSv1; ', 'id=1']);
    expect(decodeRecordData('TLSA', tlsa!.rdata)).toEqual({ usage: 3, selector: 1, matchingType: 1, data: 'abcd' });
  });

  it.each([
    ['MX', rrType.MX, bytes('\x00\x0a\x02MX\xc0\x15'), '\x00\x0a\x02mx\x02mx\x07example\x00'],
    ['NS', rrType.NS, bytes('\x02NS\xc0\x18'), '\x02ns\x07example\x00'],
    [
      'SOA',
      rrType.SOA,
      Buffer.concat([bytes('\xc0\x18\xc0\x18'), Buffer.alloc(20, 'A')]),
      `\x07example\x00\x07example\x00${'A'.repeat(20)}`,
    ],
    ['SRV', 33, bytes('\x00\x01\x00\x02\x00\x19\xc0\x15'), '\x00\x01\x00\x02\x00\x19\x02mx\x07example\x00'],
    ['NAPTR', 35, bytes('\x00\x01\x00\x02\x01S\x03SIP\x00\xc0\x18'), '\x00\x01\x00\x02\x01S\x03SIP\x00\x07example\x00'],
    [
      'RRSIG',
      rrType.RRSIG,
      Buffer.concat([Buffer.alloc(18, 'X'), bytes('\x02De\x00SIGNATURE')]),
      `${'X'.repeat(18)}\x02de\x00SIGNATURE`,
    ],
    ['NSEC', rrType.NSEC, bytes('\x04Next\x00\x00\x01\x40'), '\x04Next\x00\x00\x01\x40'],
    ['TXT', rrType.TXT, bytes('\x03ABC'), '\x03ABC'],
    ['an unknown type', 65_280, bytes('\x02NS\xc0\x18'), '\x02NS\xc0\x18'],
  ])('brings %s data into canonical form', (_, type, data, canonical) => {
    // The question's name stands at 12, its labels `mx` at 21 and `example` at 24.
    const [parsed] = parseReply(message({ answer: [record(pointerToQuestion, type, data)] }), question).answer;
    expect(Buffer.from(parsed!.rdata).toString('latin1')).toBe(canonical);
    expect(parsed!.owner).toBe(question.name);
  });

  it('takes a TTL with its top bit set as zero', () => {
    const answer = [0x7fffffff, 0x80000000, 0xffffffff].map((ttl) => record(root, 1, Buffer.alloc(4), ttl));
    expect(parseReply(message({ answer }), question).answer.map(({ ttl }) => ttl)).toEqual([0x7fffffff, 0, 0]);
  });

  it('adds the upper bits of the rcode from OPT, and keeps OPT out of the records', () => {
    const packet = message({ additional: [opt(Buffer.alloc(0), 1), record(root, 1, Buffer.alloc(4))] });
    const parsed = parseReply(packet, question);
    expect(parsed.rcode).toBe(rcode.BADVERS);
    expect(parsed.additional.map(({ type }) => type)).toEqual([1]);
  });

  it.each([
    ['other options before it', Buffer.concat([option(10, Buffer.alloc(8)), extendedError(6, 'why')]), 6, 'why'],
    ['the first of two', Buffer.concat([extendedError(9, 'one'), extendedError(10, 'two')]), 9, 'one'],
    ['no text', extendedError(23, ''), 23, ''],
    [
      'control characters',
      extendedError(0, '\u001b[31mred\r\n\u0000line\u2028two\u202eback\u200b'),
      0,
      '[31mred line two back',
    ],
    ['bytes that are no UTF-8', option(15, bytes('\x00\x00ok \xff')), 0, 'ok \ufffd'],
    ['much text', extendedError(0, 'x'.repeat(5_000)), 0, `${'x'.repeat(199)}…`],
  ])('reads an extended error with %s', (_, options, code, text) => {
    expect(parseReply(message({ additional: [opt(options)] }), question).extendedError).toEqual({
      code,
      text: text.trim(),
    });
  });

  it('reads an extended error that another implementation wrote', () => {
    const options = [{ code: 15, data: Buffer.concat([u16(18), Buffer.from('not for you')]) }];
    const additionals = [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: 1232,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options,
      },
    ] as unknown as OptAnswer[];
    const packet = encode({
      type: 'response',
      id,
      flags: 5,
      questions: [{ name: question.name, type: 'TLSA' }],
      additionals,
    });
    expect(parseReply(packet, question)).toMatchObject({ rcode: 5, extendedError: { code: 18, text: 'not for you' } });
  });

  it('ignores what follows the last record', () => {
    const packet = Buffer.concat([message({ answer: [record(root, 1, Buffer.alloc(4))] }), bytes('trailing')]);
    expect(parseReply(packet, question).answer).toHaveLength(1);
  });

  const many = Array.from({ length: 513 }, () => record(root, 1, Buffer.alloc(4)));
  it.each([
    ['half a header', message({}).subarray(0, 11)],
    ['a missing record', Buffer.concat([message({}).subarray(0, 6), u16(1), message({}).subarray(8)])],
    ['a cut record', message({ answer: [record(root, 1, Buffer.alloc(4))] }).subarray(0, -1)],
    ['a record without data length', message({ answer: [record(root, 1, Buffer.alloc(0))] }).subarray(0, -1)],
    ['a loop in an owner', message({ answer: [record(Buffer.of(0xc0, 12 + asked.length), 1, Buffer.alloc(4))] })],
    [
      'a name that leaves its data',
      message({ answer: [record(root, rrType.NS, bytes('\x02ns'))], additional: [root] }),
    ],
    ['MX data without a name', message({ answer: [record(root, rrType.MX, u16(10))] })],
    ['a fixed part that leaves its data', message({ answer: [record(root, rrType.RRSIG, Buffer.alloc(10))] })],
    ['two OPT records', message({ additional: [opt(Buffer.alloc(0)), opt(Buffer.alloc(0))] })],
    ['an OPT record with a name', message({ additional: [record(pointerToQuestion, rrType.OPT, Buffer.alloc(0))] })],
    ['a cut option', message({ additional: [opt(option(15, Buffer.alloc(4)).subarray(0, -1))] })],
    ['half an option', message({ additional: [opt(Buffer.of(0, 15, 0))] })],
    ['more than 512 records', message({ answer: many })],
  ])('refuses %s', (_, packet) => {
    expect(() => parseReply(packet, question)).toThrow(expect.objectContaining({ id: 'dns-malformed' }) as Error);
  });

  it('takes 512 records', () => {
    expect(parseReply(message({ answer: many.slice(1) }), question).answer).toHaveLength(512);
  });

  it('unpacks no more from a compression bomb than 512 names of 255 bytes', () => {
    // Each link is one letter and a pointer to the link before it; the first ends the name.
    const start = 12 + asked.length + 11;
    const links = Array.from({ length: 126 }, (_, index) =>
      Buffer.concat([bytes('\x01a'), u16(0xc000 + start + 4 * index)]),
    );
    const chain = Buffer.concat([bytes('\x01a\x00\x00'), ...links]);
    const bomb = record(root, 0xff00, chain);
    const longest = u16(0xc000 + start + 4 * 126);
    const packet = message({
      answer: [bomb, ...Array.from({ length: 511 }, () => record(longest, 1, Buffer.alloc(4)))],
    });
    const { answer } = parseReply(packet, question);
    expect(answer.slice(1).map(({ owner }) => nameToWire(owner).length)).toEqual(Array(511).fill(255));
  });

  it('ends with a message or a Fault, whatever the bytes are', () => {
    const valid = message({
      answer: [
        record(pointerToQuestion, rrType.MX, bytes('\x00\x0a\x02MX\xc0\x15')),
        record(pointerToQuestion, rrType.RRSIG, Buffer.concat([Buffer.alloc(18), bytes('\xc0\x18signature')])),
      ],
      authority: [record(root, rrType.NSEC, bytes('\x04next\x00\x00\x01\x40'))],
      additional: [opt(extendedError(6, 'text'))],
    });
    const edit = fc.tuple(fc.nat(valid.length - 1), fc.nat(255));
    const mutated = fc.array(edit, { minLength: 1, maxLength: 6 }).map((edits) => {
      const packet = Buffer.from(valid);
      for (const [at, value] of edits) packet[at] = value;
      return packet;
    });
    const random = fc.uint8Array({ maxLength: 200 }).map((tail) => Buffer.concat([message({}), tail]));
    fc.assert(
      fc.property(fc.oneof(mutated, random, fc.uint8Array({ maxLength: 300 })), (packet) => {
        isReplyTo(packet, question, id);
        try {
          parseReply(packet, question);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  it('gives back the question that was encoded', () => {
    const label = fc.stringMatching(/^[a-z0-9_-]{1,20}$/);
    fc.assert(
      fc.property(fc.array(label, { maxLength: 8 }), fc.nat(65_535), fc.nat(65_535), (labels, type, queryId) => {
        const sent = { name: parseName(labels.join('.')) ?? '', type };
        const packet = Buffer.from(encodeQuery(sent, queryId));
        expect(isReplyTo(packet, sent, queryId)).toBe(false);
        packet[2]! |= 0x80;
        expect(isReplyTo(packet, sent, queryId)).toBe(true);
        expect(parseReply(packet, sent)).toMatchObject({ question: sent, answer: [], additional: [] });
      }),
    );
  });
});
