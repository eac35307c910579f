import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../fault';
import type { RecordType } from './answer';
import { decodeRecordData } from './record-data';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('decodeRecordData', () => {
  it.each([
    ['20010db8000000000000000000000001', '2001:db8::1'],
    ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    ['20010000000000010000000000000001', '2001:0:0:1::1'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['20010000000000000000000000000000', '2001::'],
    ['00000000000000000000ffffc0000201', '::ffff:192.0.2.1'],
    ['0064ff9b0000000000000000c0000201', '64:ff9b::c000:201'],
    ['fe80abcdabcdabcdabcdabcdabcdabcd', 'fe80:abcd:abcd:abcd:abcd:abcd:abcd:abcd'],
  ])('writes %s as RFC 5952 does: %s', (hex, text) => {
    expect(decodeRecordData('AAAA', Buffer.from(hex, 'hex'))).toBe(text);
  });

  it('writes every IPv6 address so that the runtime reads the same one', () => {
    const group = fc.oneof(fc.constant(0), fc.nat(0xffff));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const rdata = Buffer.concat(groups.map((value) => Buffer.of(value >> 8, value & 0xff)));
        const text = decodeRecordData('AAAA', rdata);
        expect(isIPv6(text)).toBe(true);
        // The URL parser normalises as RFC 5952 does, but never writes the dotted form.
        const normal = new URL(`http://[${groups.map((value) => value.toString(16)).join(':')}]/`).hostname;
        expect(new URL(`http://[${text}]/`).hostname).toBe(normal);
        if (!text.includes('.')) expect(`[${text}]`).toBe(normal);
      }),
    );
  });

  it('reads a null MX, a wildcard and raw bytes in names', () => {
    expect(decodeRecordData('MX', bytes('\x00\x00\x00'))).toEqual({ preference: 0, exchange: '' });
    expect(decodeRecordData('MX', bytes('\xff\xff\x03a.b\x00'))).toEqual({ preference: 65_535, exchange: 'a\\046b' });
  });

  it('reads TLSA records of any kind, even without data', () => {
    expect(decodeRecordData('TLSA', bytes('\xff\x02\x03'))).toEqual({
      usage: 255,
      selector: 2,
      matchingType: 3,
      data: '',
    });
  });

  it('keeps TXT strings apart, as bytes', () => {
    expect(decodeRecordData('TXT', bytes('\x02ab\x00\x01\xff'))).toEqual(['ab', '', '\u00ff']);
  });

  it.each([
    ['A', '\x01\x02\x03'],
    ['A', '\x01\x02\x03\x04\x05'],
    ['AAAA', '\x01\x02\x03\x04'],
    ['MX', ''],
    ['MX', '\x00\x0a'],
    ['MX', '\x00\x0a\x02mx'],
    ['MX', '\x00\x0a\x02mx\x00\x00'],
    ['TLSA', '\x03\x01'],
    ['TXT', ''],
    ['TXT', '\x05abc'],
  ] as const)('refuses %s data %j', (type, data) => {
    expect(() => decodeRecordData(type, bytes(data))).toThrow(Fault);
  });

  it('ends with data or a Fault, whatever the bytes are', () => {
    const types: readonly RecordType[] = ['A', 'AAAA', 'MX', 'TLSA', 'TXT'];
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.uint8Array({ maxLength: 300 }), (type, rdata) => {
        try {
          decodeRecordData(type, rdata);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
