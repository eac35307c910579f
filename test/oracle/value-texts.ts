import fc from 'fast-check';

const levels = ['none', 'may', 'encrypt', 'verify', 'secure', 'dane', 'dane-only', 'SECURE', 'Dane', 'secur', '{may}'];
/** Sound words, and what somebody makes of them by mistake; nothing that only a certificate or a file decides. */
const words = [
  ...['match=nexthop', 'MATCH=nexthop', 'match=nexthop:dot-nexthop', 'match=hostname', 'match='],
  ...['ciphers=high', 'Ciphers=medium', 'ciphers=low', 'ciphers=strong', 'ciphers='],
  ...['protocols=>=TLSv1.2', 'protocols=TLSv1.2:TLSv1.3', 'protocols=tlsv1.3', 'protocols=TLS1.2', 'protocols='],
  ...['exclude=RC4', 'exclude=aNULL:MD5', 'exclude=!RC4', 'exclude='],
  ...['servername=hostname', 'servername=nexthop', 'servername=mx.lab.example', 'servername=-x.example', 'servername='],
  ...['connection_reuse=no', 'CONNECTION_REUSE=NO', 'connection_reuse=true', 'connection_reuse='],
  ...[
    '=',
    '=x',
    'x=',
    'x',
    '{',
    '}',
    '{ciphers=high}',
    '{ ciphers = high }',
    '"',
    '"match=nexthop"',
    '#',
    '\\',
    'tls=yes',
  ],
];
const separators = [' ', ' ', ' ', ',', '\t', ' , ', ',,', '  ', ' \r '];

/** Values of one line, the level first most of the time. */
export const valueText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '', '', ',', ' ,'),
    fc.constantFrom(...levels),
    fc.array(fc.tuple(fc.constantFrom(...separators), fc.constantFrom(...words)), { maxLength: 3 }),
    fc.constantFrom('', '', '', ',', ' ,'),
  )
  .map(([before, level, rest, behind]) => `${before}${level}${rest.flat().join('')}${behind}`.trim());
