import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import { foldCase } from '../text/fold-case';
import { isHostName, type KeyKind, makeKey } from './key';
import { lookupKeys } from './lookup';

const span = { start: 0, end: 0 };
const label63 = 'a'.repeat(63);

describe('the kind of a key', () => {
  it.each<[KeyKind, readonly string[]]>([
    [
      'domain',
      [
        'example.org',
        'EXAMPLE.org',
        'a_b.example',
        'localhost',
        'xn--bcher-kva.example',
        'bücher.example',
        '1a.2b',
        '_dmarc.example',
      ],
    ],
    ['parent', ['.example.org', '.org', '.bücher.example']],
    ['host', ['[mail.example.org]', '[Mail.Example.ORG]']],
    ['host-port', ['[mail.example.org]:587', '[mail.example.org]:submission']],
    ['domain-port', ['example.org:25', 'example.org:smtp']],
    [
      'address',
      [
        '192.0.2.1',
        '[192.0.2.1]',
        '[192.0.2.1]:25',
        '192.0.2.1:25',
        '[2001:db8::1]',
        '[ipv6:2001:db8::1]:587',
        '[1:2:3:4:5:6:7:8]',
        '[::]',
        '[::ffff:192.0.2.1]',
        '2001:db8::5:27',
        '::1:587',
        '2001:db8::1:smtp',
        '1:2:3:4:5:6:7:8:25',
      ],
    ],
    ['wildcard', ['*.example.org', '*', '*example.org', 'example.*', '[*.example.org]', '.*.example.org']],
    ['trailing-dot', ['example.org.']],
    [
      'other',
      [
        '',
        '.',
        '..',
        '.example.org.',
        '-a.example',
        'a-.example',
        'a..example',
        `${label63}a.example`,
        '"example.org"',
        'user@example.org',
        '@example.org',
        '<example.org>',
        'https://example.org',
        'smtp:[example.org]',
        'example.org:',
        ':25',
        '[example.org',
        'example.org]',
        '[example.org]x',
        '[example.org]:',
        '[]',
        'example.org,',
        '/var/spool/socket',
        '2001:db8::1',
        '2001:db8::1:a',
        '2001:db8:0:0:0:0:0:1',
        '::1',
        'ipv6:2001:db8::1',
        '[2001:::1]',
        '[1:2:3:4:5:6:7]',
        '[1:2:3:4:5:6:7:8:9]',
        '[2001:db8::12345]',
        '[::ffff:192.0.2.256]',
        '123',
        '1.2',
        '192.0.2.256',
        '[123]',
        '\ufffd.example',
      ],
    ],
  ])('%s', (kind, keys) => {
    expect(keys.map((key) => [key, makeKey(key, span).kind])).toEqual(keys.map((key) => [key, kind]));
  });

  it.each<[string, string | null]>([
    ['Example.org', 'Example.org'],
    ['[mail.example.org]:587', '[mail.example.org]:587'],
    ['example.org:25', 'example.org:25'],
    ['.example.org', null],
    ['*.example.org', null],
    ['192.0.2.1', null],
    ['example.org.', null],
  ])('the next-hop of %s that a probe would look at is %s', (key, nextHop) => {
    expect(makeKey(key, span).nextHop).toBe(nextHop);
  });

  it('is that of a domain for host names that are no numbers, however the name is told', () => {
    const like = fc.string({ unit: fc.constantFrom('a', 'b', 'xn', '1', '-', '.', '_', 'ü'), maxLength: 40 });
    fc.assert(
      fc.property(
        fc.oneof(
          like,
          fc.array(like, { maxLength: 4 }).map((labels) => labels.join('.')),
        ),
        (name) => {
          expect(makeKey(name, span).kind === 'domain').toBe(isHostName(name) && !/^[\d.]+$/.test(name));
        },
      ),
    );
  });

  it('never fails', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(makeKey(text, span).folded).toBe(foldCase(text));
      }),
    );
  });
});

describe('host names, as valid_hostname() of Postfix has them', () => {
  it.each<[string, boolean]>([
    ['a', true],
    [label63, true],
    [`${label63}a`, false],
    [`${`${label63}.`.repeat(3)}${'a'.repeat(63)}`, true],
    [`${`${label63}.`.repeat(4)}a`, false],
    // By the A-labels: ICU 72, as midna_domain_to_ascii() asks it, answers UIDNA_ERROR_LABEL_TOO_LONG and DOMAIN_NAME_TOO_LONG.
    ['ü'.repeat(57), true],
    [`ü${'a'.repeat(55)}`, true],
    [`ü${'a'.repeat(56)}`, false],
    [`${'ü'.repeat(60)}.example`, false],
    [`${'a\u0301'.repeat(32)}.example`, true],
    [`${'ü.'.repeat(30)}example`, true],
    // Other dots separate labels, too.
    ['a\u3002example', true],
    ['ü\uff0eexample', true],
    ['a.example\u3002', false],
    ['a\u3002.example', false],
    ['\uff61a.example', false],
    ['a-\u3002example', false],
    [`${'ü.'.repeat(31)}example`, false],
    ['a-b', true],
    ['a--b', true],
    ['-a', false],
    ['a-', false],
    ['a.-b', false],
    ['a-.b', false],
    ['a.', false],
    ['.a', false],
    ['a..b', false],
    ['a b', false],
    ['a\u00a0b', false],
    ['a\u3000b', false],
    ['a\u200bb', false],
    ['a\u00adb', false],
    ['a\u202eb', false],
    ['نامه\u200cای', true],
    ['ä', true],
    ['\u{10330}', true],
    ['a\udc80', false],
    ['\ud800a', false],
    ['', false],
  ])('%j: %s', (name, expected) => {
    expect(isHostName(name)).toBe(expected);
  });
});

describe('the keys that Postfix asks for', () => {
  it.each<[string, readonly string[]]>([
    ['example.com', ['example.com', '.com']],
    ['A.b.Example.com', ['a.b.example.com', '.b.example.com', '.example.com', '.com']],
    ['[mail.example.com]', ['[mail.example.com]']],
    ['[mail.example.com]:587', ['[mail.example.com]:587']],
    ['mail.example.com:submission', ['mail.example.com:submission']],
    ['example.com:25', ['example.com:25']],
    ['192.0.2.1', ['192.0.2.1']],
    ['[2001:db8::1]', ['[2001:db8::1]']],
    ['example.com.', ['example.com.']],
    ['bücher.example', ['bücher.example', '.example']],
    ['localhost', ['localhost']],
  ])('next-hop %s', (nextHop, keys) => {
    expect(lookupKeys(nextHop)).toEqual(keys);
  });
});
