import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import {
  CHECKING_DISABLED,
  type DecodedPacket,
  decode,
  encode,
  type OptAnswer,
  RECURSION_DESIRED,
  type RecordType,
  streamDecode,
  streamEncode,
} from 'dns-packet';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testTree } from '../testing/tree';
import { lookUp } from './resolve';
import { type Answerer, type DnsServer, respond, startDnsServer } from './server';

let answer: Answerer;
let server: DnsServer;
beforeAll(async () => {
  const tree = await testTree();
  answer = (question) => lookUp(tree, [], question);
  server = await startDnsServer(answer);
});
afterAll(async () => server.stop());

interface Asked {
  readonly dnssecOk?: boolean;
  readonly checkingDisabled?: boolean;
  readonly udpSize?: number;
}

function query(name: string, type: RecordType, { dnssecOk, checkingDisabled, udpSize }: Asked = {}): Buffer {
  const opt: OptAnswer = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: udpSize ?? 1232,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: dnssecOk === true ? 0x8000 : 0,
    flag_do: dnssecOk === true,
    options: [],
  };
  return encode({
    type: 'query',
    id: 4711,
    flags: RECURSION_DESIRED | (checkingDisabled === true ? CHECKING_DISABLED : 0),
    questions: [{ name, type }],
    additionals: dnssecOk === undefined && udpSize === undefined ? [] : [opt],
  });
}

function ask(
  name: string,
  type: RecordType,
  asked: Asked = {},
  transport: 'udp' | 'tcp' = 'udp',
): DecodedPacket & { rcode: string } {
  const response = respond(query(name, type, asked), answer, transport);
  if (response === null) throw new Error('no response');
  return decode(response) as DecodedPacket & { rcode: string };
}

const types = (packet: DecodedPacket, section: 'answers' | 'authorities'): readonly string[] =>
  (packet[section] ?? []).map(({ type }) => type);

describe('a response', () => {
  it('carries signatures and denials only with DO', () => {
    expect(types(ask('dane-ee.example', 'MX'), 'answers')).toEqual(['MX']);
    expect(types(ask('dane-ee.example', 'MX', { dnssecOk: true }), 'answers')).toEqual(['MX', 'RRSIG']);
    expect(types(ask('dane-ee.example', 'SRV'), 'authorities')).toEqual(['SOA']);
    expect(types(ask('dane-ee.example', 'SRV', { dnssecOk: true }), 'authorities')).toEqual([
      'SOA',
      'RRSIG',
      'NSEC',
      'RRSIG',
    ]);
  });

  it('is SERVFAIL for bogus data, unless checking is disabled', () => {
    expect(ask('bogus-mx.example', 'MX', { dnssecOk: true })).toMatchObject({ rcode: 'SERVFAIL', answers: [] });
    expect(types(ask('bogus-mx.example', 'MX', { dnssecOk: true, checkingDisabled: true }), 'answers')).toEqual([
      'MX',
      'RRSIG',
    ]);
  });

  it('repeats id, question, RD and CD, and has RA and OPT', () => {
    const response = ask('dane-ee.example', 'MX', { dnssecOk: true, checkingDisabled: true });
    expect(response).toMatchObject({ id: 4711, flag_qr: true, flag_rd: true, flag_ra: true, flag_cd: true });
    expect(response.questions).toEqual([{ name: 'dane-ee.example', type: 'MX', class: 'IN' }]);
    expect(response.additionals?.[0]).toMatchObject({ type: 'OPT', flag_do: true, udpPayloadSize: 1232 });
  });

  it('is truncated over UDP where it does not fit, and whole over TCP', () => {
    const small = ask('hosted-five.example', 'MX', { udpSize: 512 });
    const big = { dnssecOk: true, udpSize: 512 };
    expect(small.flag_tc).toBe(false);
    expect(ask('dane-rollover.example', 'DNSKEY', big)).toMatchObject({ flag_tc: true, answers: [] });
    const whole = ask('dane-rollover.example', 'DNSKEY', big, 'tcp');
    expect(whole.flag_tc).toBe(false);
    expect(types(whole, 'answers')).toEqual(['DNSKEY', 'RRSIG']);
  });

  it('refuses names beyond the lab, and says why', () => {
    const refused = ask('example.com', 'MX', { dnssecOk: true });
    expect(refused.rcode).toBe('REFUSED');
    const { options } = refused.additionals?.[0] as OptAnswer;
    const [extendedError] = options as readonly { code: number; data: Buffer }[];
    expect(extendedError?.code).toBe(15);
    expect(extendedError?.data.subarray(2).toString()).toBe('the demo internet knows only example and mpg.de');
    expect(ask('example.com', 'MX')).toMatchObject({ rcode: 'REFUSED', additionals: [] });
    expect((ask('no-such-domain.example', 'MX', { dnssecOk: true }).additionals?.[0] as OptAnswer).options).toEqual([]);
  });

  it('answers what it can’t read with FORMERR or not at all', () => {
    const twoQuestions = encode({
      id: 7,
      questions: [
        { name: 'a', type: 'A' },
        { name: 'b', type: 'A' },
      ],
    });
    expect(decode(respond(twoQuestions, answer, 'udp')!)).toMatchObject({ id: 7, rcode: 'FORMERR' });
    const response = encode({ type: 'response', id: 7, questions: [{ name: 'a', type: 'A' }] });
    expect(respond(response, answer, 'udp')).toBeNull();
    const notify = query('example', 'SOA');
    notify[2] = notify[2]! | 0x20;
    expect(decode(respond(notify, answer, 'udp')!)).toMatchObject({ rcode: 'NOTIMP' });
  });

  it('never throws, whatever arrives', () => {
    const honest = query('dane-ee.example', 'MX', { dnssecOk: true });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(honest.length - 1), (noise, at) => {
        const mutated = Buffer.from(honest);
        mutated.set(noise.subarray(0, mutated.length - at), at);
        respond(mutated, answer, 'udp');
        respond(Buffer.from(noise), answer, 'tcp');
      }),
    );
  });
});

describe('the server', () => {
  it('answers over UDP and TCP at one port', async () => {
    const udp = createSocket('udp4');
    udp.send(query('mpg.de', 'MX'), server.port, server.host);
    const [message] = (await once(udp, 'message')) as [Buffer];
    udp.close();
    expect(types(decode(message), 'answers')).toEqual(['MX', 'MX']);

    const tcp = connect(server.port, server.host);
    const twice = streamEncode({ id: 1, questions: [{ name: 'mpg.de', type: 'MX' }] });
    tcp.write(Buffer.concat([twice, twice]));
    let received = Buffer.alloc(0);
    for await (const chunk of tcp as AsyncIterable<Buffer>) {
      received = Buffer.concat([received, chunk]);
      const end = 2 + received.readUInt16BE(0);
      if (received.length >= 2 * end) break;
    }
    expect(types(streamDecode(received) as DecodedPacket, 'answers')).toEqual(['MX', 'MX']);
  });
});
