import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NextHopError, parseNextHop } from './next-hop';

describe('a next-hop', () => {
  it.each([
    ['example.org', 'domain', 'example.org', null],
    ['Example.ORG', 'domain', 'example.org', null],
    ['example.org:587', 'domain', 'example.org', 587],
    ['example.org:', 'domain', 'example.org', null],
    ['example.org:submission', 'domain', 'example.org', 587],
    ['example.org:SMTP', 'domain', 'example.org', 25],
    ['bücher.example', 'domain', 'xn--bcher-kva.example', null],
    ['faß.example:25', 'domain', 'xn--fa-hia.example', 25],
    ['localhost', 'domain', 'localhost', null],
    ['my_mail.example', 'domain', 'my_mail.example', null],
    ['[_smtp.relay_1.example]:587', 'host', '_smtp.relay_1.example', 587],
    ['[mx.example.org]', 'host', 'mx.example.org', null],
    ['[MX.example.org]:587', 'host', 'mx.example.org', 587],
    ['[mx.example.org]:', 'host', 'mx.example.org', null],
    ['[mx.bücher.example]:submission', 'host', 'mx.xn--bcher-kva.example', 587],
    ['192.0.2.1', 'address', '192.0.2.1', null],
    ['192.0.2.1:587', 'address', '192.0.2.1', 587],
    ['[192.0.2.1]', 'address', '192.0.2.1', null],
    ['[192.0.2.1]:2525', 'address', '192.0.2.1', 2525],
    ['[2001:DB8:0:0::1]', 'address', '2001:db8::1', null],
    ['[IPv6:2001:db8::1]:25', 'address', '2001:db8::1', 25],
    ['[ipv6:::ffff:192.0.2.1]', 'address', '::ffff:192.0.2.1', null],
  ] as const)('%s', (text, kind, name, port) => {
    expect(parseNextHop(text)).toEqual({ text, kind, name, port });
  });

  it.each([
    ['', 'is empty'],
    [' example.org', 'blanks'],
    ['example.org\n', 'blanks'],
    ['a\u200b.example', 'control characters'],
    ['.example.org', 'begins with a dot'],
    ['*.example.org', 'is a pattern'],
    ['[*.example.org]', 'is a pattern'],
    ['unix:/var/run/lmtp', 'no mail domain'],
    ['inet:example.org', 'no mail domain'],
    ['/^example/', 'no mail domain'],
    ['example.org.', 'ends with a dot'],
    ['example.org.:25', 'ends with a dot'],
    ['[mx.example.org.]', 'ends with a dot'],
    ['.', 'begins with a dot'],
    ['IPv6:192.0.2.1', 'service'],
    ['2001:db8::1', 'write [2001:db8::1]'],
    ['IPv6:2001:db8::1', 'write [2001:db8::1]'],
    ['[ipv6:192.0.2.1]', 'character'],
    ['[fe80::1%eth0]', 'character'],
    ['0x7f.1', 'ends in a number'],
    ['[0x7f.1]', 'ends in a number'],
    ['1.2.3', 'ends in a number'],
    ['a..b', 'empty label'],
    ['-a.example', 'hyphen'],
    ['user@example.org', 'character'],
    ['[mx.example.org', 'without its counterpart'],
    ['[mx.example.org]25', 'behind the bracket'],
    ['[]', 'nothing in its brackets'],
    ['[]:25', 'nothing in its brackets'],
    [':25', 'empty label'],
    ['example.org:0', 'port 0'],
    ['example.org:65536', 'port 65536'],
    ['example.org:25x', 'service "25x"'],
    ['example.org:+25', 'service "+25"'],
    ['example.org:smtps', 'service "smtps"'],
    ['example.org:25:25', 'character'],
    [`${'x'.repeat(64)}.example`, '63 bytes'],
  ])('%j can’t be probed', (text, problem) => {
    const parse = (): unknown => parseNextHop(text);
    expect(parse).toThrow(NextHopError);
    expect(parse).toThrow(problem);
  });

  it('is a name or an address that DNS and sockets can take, or else an error in one line', () => {
    const piece = fc.oneof(
      fc.constantFrom('.', ':', '[', ']', 'a', 'example', '1', '::', '-', 'ü', '*', 'ipv6:', '25', '%', '/', '。'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        try {
          const { kind, name, port } = parseNextHop(text);
          expect(name).toMatch(kind === 'address' ? /^[\da-f.:]+$/ : /^[a-z\d_-]+(\.[a-z\d_-]+)*$/);
          expect(port === null || (port > 0 && port < 65_536)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(NextHopError);
          expect((error as Error).message).not.toMatch(/[\n\r\0]/);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
