import { isIP, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRecordData } from '../dns/record-data';
import { holds, parseBlock } from './address-block';
import { parseAddress } from './address-bytes';
import { AllowedAddressError, createScreen } from './screen';

const screen = createScreen([]);

describe('a destination', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.0.3.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700::1',
    '2a00:1450:4001::1b',
    '2001:200::1',
    '2001:4860:4860::8888',
    '2001:db7::1',
    '2001:db9::1',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002:808:808::1',
  ])('%s is public', (address) => expect(screen(address)).toBeNull());

  it.each([
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['10.0.0.1', 'private'],
    ['10.255.255.255', 'private'],
    ['100.64.0.1', 'carrier'],
    ['100.127.255.255', 'carrier'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.255', 'loopback'],
    ['169.254.169.254', 'link-local'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.8', 'protocols'],
    ['192.0.2.1', 'documentation'],
    ['192.88.99.1', '6to4'],
    ['192.168.1.1', 'private'],
    ['198.18.0.1', 'benchmarks'],
    ['198.51.100.1', 'documentation'],
    ['203.0.113.1', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.255', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['fe80::1', 'link-local'],
    ['febf::1', 'link-local'],
    ['fec0::1', 'reserved'],
    ['fc00::1', 'unique local'],
    ['fdff::1', 'unique local'],
    ['ff02::1', 'multicast'],
    ['100::1', 'reserved'],
    ['2001::1', 'protocols'],
    ['2001:20::1', 'protocols'],
    ['2001:db8::1', 'documentation'],
    ['3fff::1', 'documentation'],
    ['4000::1', 'reserved'],
    ['5f00::1', 'reserved'],
    // IPv4 addresses in disguise.
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:10.0.0.1', 'private'],
    ['::127.0.0.1', 'loopback'],
    ['::7f00:1', 'loopback'],
    ['::8.8.8.8', 'reserved'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['64:ff9b:1::10.0.0.1', 'reserved'],
    ['2002:7f00:1::', 'loopback'],
    ['2002:a00:1::1', 'private'],
    ['2002:c0a8:101::1', 'private'],
    // No addresses.
    ['', 'not an IP address'],
    ['localhost', 'not an IP address'],
    ['127.1', 'not an IP address'],
    ['0x7f000001', 'not an IP address'],
    ['2130706433', 'not an IP address'],
    ['fe80::1%eth0', 'not an IP address'],
    ['[::1]', 'not an IP address'],
  ])('%s is refused: %s', (address, kind) => expect(screen(address)).toContain(kind));
});

describe('an allowed block', () => {
  it.each([
    [['10.0.0.0/8'], '10.1.2.3'],
    [['10.1.2.3'], '10.1.2.3'],
    [[' 127.0.0.0/8 '], '127.0.0.1'],
    [['192.0.2.0/24', '2001:db8::/32'], '2001:db8::25'],
    [['::1'], '::1'],
    [['fd00::/8'], 'fd12:3456::1'],
    [['0.0.0.0/0'], '10.0.0.1'],
    [['::/0'], 'fe80::1'],
    // A block lets through what it holds in disguise as well.
    [['10.0.0.0/8'], '::ffff:10.0.0.1'],
    [['10.0.0.0/8'], '64:ff9b::10.0.0.1'],
  ])('%j lets %s through', (allowed, address) => expect(createScreen(allowed)(address)).toBeNull());

  it.each([
    [['10.0.0.0/8'], '11.0.0.1', null],
    [['10.1.0.0/16'], '10.2.0.1', 'private'],
    [['10.1.2.3'], '10.1.2.4', 'private'],
    [['192.0.2.0/25'], '192.0.2.128', 'documentation'],
    [['0.0.0.0/0'], 'fd00::1', 'unique local'],
    [['fd00::/8'], '10.0.0.1', 'private'],
    [['2001:db8::/33'], '2001:db8:8000::1', 'documentation'],
  ])('%j leaves %s as it is', (allowed, address, kind) => {
    const refusal = createScreen(allowed)(address);
    if (kind === null) expect(refusal).toBeNull();
    else expect(refusal).toContain(kind);
  });

  it.each([
    '',
    '10.0.0.0/33',
    '10.0.0/8',
    '::/129',
    'fd00::/x',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    'localhost',
    '*',
    '10.0.0.0/',
    '010.0.0.1',
  ])('is not %j, and the message says what is', (text) => {
    expect(() => createScreen([text])).toThrow(AllowedAddressError);
    expect(() => createScreen([text])).toThrow(/is no block of addresses: write for example 10\.1\.0\.0\/16/);
  });
});

describe('an address', () => {
  it('is read as it is written by our own DNS code', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), sparseIpv6()), (bytes) => {
        const text = decodeRecordData(bytes.length === 4 ? 'A' : 'AAAA', bytes);
        expect(parseAddress(text)).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it('is what node:net takes for one, in every spelling', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.ipV4Extended(), fc.string({ maxLength: 12 })), (text) => {
        const bytes = parseAddress(text);
        expect(bytes === null).toBe(isIP(text) === 0 || text.includes('%'));
        if (bytes !== null) expect(bytes.length).toBe(isIPv6(text) ? 16 : 4);
      }),
    );
  });

  it('is held by the blocks of its own leading bits, and by no other', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.integer({ min: 1, max: 32 }), (bytes, prefix) => {
        const block = parseBlock(`${bytes.join('.')}/${prefix}`)!;
        expect(holds(block, bytes)).toBe(true);
        const other = Uint8Array.from(bytes);
        const bit = prefix - 1;
        other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
        expect(holds(block, other)).toBe(false);
      }),
    );
  });
});

/** Runs of zeros are what the notation of IPv6 makes hard. */
function sparseIpv6(): fc.Arbitrary<Uint8Array> {
  return fc
    .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 })
    .map((groups) => Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff])));
}
