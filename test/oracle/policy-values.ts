/**
 * What smtp(8) does with a policy value, by its consequence: `delivers`, without a word; `warns`, delivers with a warning
 * in the log; `defers` before any connection (4.7.5 client TLS configuration problem); `handshake`, defers because the
 * TLS session can't even be tried with such a value; `unverified`, defers because no certificate can match it.
 */
export type Consequence = 'delivers' | 'warns' | 'defers' | 'handshake' | 'unverified';

export interface ValueCase {
  readonly value: string;
  readonly consequence: Consequence;
  /** What Postfix must say in its log; the next-hop is written `KEY`. */
  readonly log?: string;
}

const ok = (...values: readonly string[]): ValueCase[] => values.map((value) => ({ value, consequence: 'delivers' }));
const defers = (value: string, log: string): ValueCase => ({ value, consequence: 'defers', log });
const unknownLevel = (value: string, level = value): ValueCase => defers(value, `invalid security level "${level}"`);
const malformed = (value: string, word: string): ValueCase =>
  defers(value, `malformed attribute/value pair "${word}": missing '=' after attribute name`);
const unknownAttribute = (value: string, name: string): ValueCase => defers(value, `invalid attribute name: "${name}"`);
const repeated = (value: string, name: string): ValueCase =>
  defers(value, `attribute "${name}" is specified multiple times`);
const notAllowed = (value: string, level: string): ValueCase =>
  defers(value, `attribute "match" invalid at security level "${level}"`);
const badName = (value: string, name: string): ValueCase =>
  defers(value, `"servername=${name}" specifies an invalid hostname`);
const badProtocols = (value: string, list: string): ValueCase => ({
  value,
  consequence: 'handshake',
  log: `Invalid TLS protocol list "${list}": aborting TLS session`,
});
const ignored = (value: string, attribute: string): ValueCase => ({
  value,
  consequence: 'warns',
  log: `ignoring attribute "${attribute}" with TLS disabled`,
});

/**
 * Values and what Postfix 3.7 does with them, written down from postconf(5), TLS_README and smtp_tls_policy.c; each is
 * tried with the real smtp(8). `@CA@` stands for the path of a CA file, `@SPKI@` for the digest of the server's key.
 */
export const valueCases: readonly ValueCase[] = [
  // Levels
  ...ok('none', 'may', 'encrypt', 'verify', 'secure', 'dane', 'dane-only', 'MAY', 'Secure', 'DANE-Only'),
  unknownLevel('securee'),
  unknownLevel('encrpyt'),
  unknownLevel('halfdane'),
  unknownLevel('opportunistic'),
  unknownLevel('dane_only'),
  unknownLevel('yes'),
  unknownLevel('{may}'),
  unknownLevel('"may"'),
  unknownLevel('match=nexthop'),
  unknownLevel('# secure', '#'),
  unknownLevel('secure;'),
  defers(',', 'invalid empty policy'),

  // Separators
  ...ok(
    ',,may , ciphers=high,',
    'may\tciphers=high',
    'secure match=nexthop,servername=hostname',
    'encrypt,ciphers=high',
  ),
  malformed('secure match=.lab.example,mx.lab.example', 'mx.lab.example'),
  malformed('encrypt protocols=TLSv1.2,TLSv1.3', 'TLSv1.3'),
  malformed('encrypt protocols = TLSv1.2', 'protocols'),
  malformed('encrypt protocols=>= TLSv1.2', 'TLSv1.2'),
  malformed('secure match = nexthop', 'match'),
  malformed('encrypt exclude=RC4,3DES', '3DES'),
  malformed('secure secure', 'secure'),

  // From later releases
  unknownAttribute('may enable_rpk=yes', 'enable_rpk'),
  unknownAttribute('secure policy_type=sts', 'policy_type'),
  unknownAttribute('may {ciphers=high}', '{ciphers'),
  malformed('may { ciphers = high }', '{'),
  ignored('none enable_rpk=yes', 'enable_rpk=yes'),

  // Text that was meant as a comment
  malformed('secure # agreed', '#'),
  malformed('may #x', '#x'),
  malformed('encrypt ciphers=high # strong', '#'),
  malformed('dane #', '#'),
  malformed('dane // signed', '//'),
  ignored('none # no TLS there', '#'),

  // Attributes: names
  unknownAttribute('secure matchh=nexthop', 'matchh'),
  unknownAttribute('secure matches=nexthop', 'matches'),
  unknownAttribute('may protocol=TLSv1.2', 'protocol'),
  unknownAttribute('may cipher=high', 'cipher'),
  unknownAttribute('secure CAfile=@CA@', 'CAfile'),
  defers('may =x', 'missing attribute name'),
  malformed('secure match', 'match'),
  malformed('may foo', 'foo'),
  ...ok('secure MATCH=nexthop', 'may CIPHERS=high Protocols=TLSv1.3'),
  ignored('none match=nexthop', 'match=nexthop'),
  ignored('none ciphers=high', 'ciphers=high'),
  ignored('none foo', 'foo'),

  // match
  ...ok(
    'secure match=nexthop',
    'secure match=nexthop:dot-nexthop',
    'secure match=NextHop',
    'secure match=hostname',
    'secure match=mx.lab.example',
    'secure match=.lab.example',
    'secure match=elsewhere.example:mx.lab.example',
    'secure match=elsewhere.example match=mx.lab.example',
    'verify match=nexthop',
    'verify match=hostname',
  ),
  notAllowed('may match=nexthop', 'may'),
  notAllowed('encrypt match=nexthop', 'encrypt'),
  notAllowed('dane match=nexthop', 'dane'),
  notAllowed('dane-only match=nexthop', 'dane-only'),
  defers('secure match=', 'attribute "match" has empty value'),
  { value: 'secure match=*.lab.example', consequence: 'unverified' },
  { value: 'verify match=*.lab.example', consequence: 'unverified' },
  { value: 'secure match=hostnames', consequence: 'unverified' },
  { value: 'secure match=elsewhere.example|mx.lab.example', consequence: 'unverified' },
  { value: 'secure match=.', consequence: 'unverified' },
  { value: 'secure match=elsewhere.example', consequence: 'unverified' },
  ...ok(
    'secure match=MX.LAB.EXAMPLE',
    'secure match=.example',
    'secure match=:mx.lab.example:',
    'secure match=nexthop:hostname',
    'secure match=dot-nexthop:hostname',
    'secure match=bücher.example:mx.lab.example',
    'secure match=mx.lab.example match=elsewhere.example|x',
    'secure match=*.lab.example:mx.lab.example',
    'secure match=..:mx.lab.example',
    'verify match=.lab.example',
  ),
  { value: 'secure match=.:mx.lab.example', consequence: 'warns', log: 'ignoring invalid match name: "."' },
  { value: 'secure match=bü..cher.example:mx.lab.example', consequence: 'warns', log: 'UIDNA_ERROR_EMPTY_LABEL' },
  { value: 'secure match=:', consequence: 'unverified', log: 'could not configure peer name checks' },
  ...[
    'secure match=mx.lab.example.',
    'secure match=192.0.2.10',
    'secure match=.192.0.2.10',
    'secure match=..lab.example',
    'secure match=mx..lab.example',
    'secure match=mx*.lab.example',
    'secure match=*',
    'secure match=.*.example',
    'secure match=[mx.lab.example]',
    'secure match=https://mx.lab.example',
    'secure match=mx.lab.example;elsewhere.example',
    'secure match="mx.lab.example"',
    'secure match=mx.lab.example/',
    'secure match=-mx.lab.example',
    'secure match=host-name',
    'secure match=nexthop.',
    'secure match=.nexthop',
    'secure match=.HOSTNAME',
    'verify match=hostnames',
    'verify match=mx.lab.example|x',
  ].map((value): ValueCase => ({ value, consequence: 'unverified' })),

  // fingerprint
  ...ok('fingerprint match=@SPKI@', 'fingerprint match=@SPKI-COLONS@', `fingerprint match=${'00'.repeat(32)}|@SPKI@`),
  defers('fingerprint', 'configured at fingerprint security level, but with no fingerprints to match'),
  defers('fingerprint match=', 'attribute "match" has empty value'),
  defers('fingerprint match=sha256:aabb', 'malformed fingerprint value: sha256:aabb'),
  defers('fingerprint match=nexthop', 'malformed fingerprint value: nexthop'),
  { value: 'fingerprint match=AA:BB:CC', consequence: 'unverified' },
  ...ok('fingerprint match=|@SPKI@||', 'fingerprint match=@SPKI@ match=@SPKI-COLONS@'),
  ...['AABBC', 'AA:BB:C', 'AA::BB', '@SPKI@:', ':@SPKI@', '0x@SPKI@', 'SHA256:@SPKI@', '@SPKI@;@SPKI@'].map((digest) =>
    defers(`fingerprint match=${digest}`, 'malformed fingerprint value: '),
  ),
  defers('fingerprint match=|', 'with no fingerprints to match'),
  { value: 'fingerprint match=@SPKI@:@SPKI@', consequence: 'unverified' },
  { value: `fingerprint match=${'0f'.repeat(16)}`, consequence: 'unverified', log: 'unusable TLSA RR' },
  { value: `fingerprint match=${'0f'.repeat(20)}`, consequence: 'unverified', log: 'unusable TLSA RR' },
  { value: `fingerprint match=${'0f'.repeat(65)}`, consequence: 'unverified', log: 'unusable TLSA RR' },
  defers(`fingerprint match=${'0f'.repeat(97)}`, 'malformed fingerprint value: '),
  { value: 'fingerprint match=AABB|@SPKI@', consequence: 'warns', log: 'unusable TLSA RR' },
  { value: 'fingerprint match=sha256:@SPKI@|@SPKI@', consequence: 'warns', log: 'malformed fingerprint value: ' },
  { value: 'fingerprint match=xyz|@SPKI@', consequence: 'warns', log: 'malformed fingerprint value: xyz' },
  { value: `fingerprint match=${'00'.repeat(32)}`, consequence: 'unverified' },

  // tafile
  ...ok('secure tafile=@CA@', 'verify tafile=@CA@', 'secure tafile=@CA@ tafile=@CA@'),
  defers('secure tafile=/nonexistent.pem', 'error opening trust anchor file: /nonexistent.pem'),
  defers('secure tafile=', 'attribute "tafile" has empty value'),
  defers('may tafile=@CA@', 'attribute "tafile" invalid at security level'),
  defers('dane tafile=@CA@', 'attribute "tafile" invalid at security level'),
  defers('encrypt tafile=@CA@', 'attribute "tafile" invalid at security level'),

  // ciphers
  ...ok('may ciphers=high', 'encrypt ciphers=medium', 'secure ciphers=low', 'dane ciphers=export', 'may ciphers=HIGH'),
  { value: 'secure ciphers=best', consequence: 'handshake', log: 'invalid cipher grade: "best"' },
  { value: 'may ciphers=strong', consequence: 'handshake', log: 'invalid cipher grade: "strong"' },
  { value: 'encrypt ciphers=high:medium', consequence: 'handshake', log: 'invalid cipher grade: "high:medium"' },
  { value: 'may ciphers=high:', consequence: 'handshake', log: 'invalid cipher grade: "high:"' },
  { value: 'encrypt ciphers=null', consequence: 'handshake', log: 'error setting cipher grade: "null"' },
  ...ok('may ciphers=null', 'secure ciphers=null'),
  defers('may ciphers=', 'attribute "ciphers" has empty value'),
  repeated('may ciphers=high ciphers=medium', 'ciphers'),

  // protocols
  ...ok(
    'encrypt protocols=>=TLSv1.2',
    'encrypt protocols=<=TLSv1.3',
    'encrypt protocols=!SSLv2:!SSLv3',
    'encrypt protocols=TLSv1.2:TLSv1.3',
    'encrypt protocols=tlsv1.3',
    'encrypt protocols=>=0303',
    'encrypt protocols=',
  ),
  ...ok(
    'encrypt protocols=!SSLv2',
    'encrypt protocols=!TLSv1.3',
    'encrypt protocols=<=TLSv1.2',
    'encrypt protocols=TLSv1.2::TLSv1.3',
    'encrypt protocols=>=TLSv1.2:!TLSv1.2',
    'encrypt protocols=>=0x0303',
    'encrypt protocols=>=0304',
    'encrypt protocols=>=',
  ),
  badProtocols('encrypt protocols=TLSv1.0', 'TLSv1.0'),
  badProtocols('encrypt protocols=!', '!'),
  badProtocols('encrypt protocols=>=zz', '>=zz'),
  badProtocols('encrypt protocols=>=99999999999999999999', '>=99999999999999999999'),
  badProtocols('encrypt protocols==TLSv1.2', '=TLSv1.2'),
  badProtocols('may protocols=TLSv1.2;TLSv1.3', 'TLSv1.2;TLSv1.3'),
  badProtocols('may protocols=TLSv1.2|TLSv1.3', 'TLSv1.2|TLSv1.3'),
  { value: 'encrypt protocols=>=10', consequence: 'warns', log: 'error setting minimum TLS version to: 0x0010' },
  { value: 'encrypt protocols=TLSv1.3:!TLSv1.3', consequence: 'handshake', log: 'no protocols available' },
  { value: 'encrypt protocols=>=TLSv1.3:<=TLSv1.2', consequence: 'handshake', log: 'no protocols available' },
  // OpenSSL offers nothing above a gap.
  { value: 'encrypt protocols=TLSv1.1:TLSv1.3', consequence: 'handshake', log: 'SSL_connect error' },
  { value: 'encrypt protocols=!TLSv1.2', consequence: 'handshake', log: 'SSL_connect error' },
  { value: 'encrypt protocols=<=TLSv1.1', consequence: 'handshake', log: 'SSL_connect error' },
  badProtocols('secure protocols=TLS1.2', 'TLS1.2'),
  badProtocols('may protocols=>TLSv1.2', '>TLSv1.2'),
  { value: 'encrypt protocols=TLSv1', consequence: 'handshake', log: 'SSL_connect error' },
  repeated('may protocols=TLSv1.2 protocols=TLSv1.3', 'protocols'),

  // exclude
  ...ok('may exclude=RC4:3DES', 'encrypt exclude='),
  { value: 'encrypt exclude=!RC4', consequence: 'handshake', log: "invalid unary '!+-@' in cipher exclusion" },
  { value: 'encrypt exclude=+RC4', consequence: 'handshake', log: "invalid unary '!+-@' in cipher exclusion" },
  { value: 'encrypt exclude=RC4:!3DES', consequence: 'handshake', log: "invalid unary '!+-@' in cipher exclusion" },
  { value: 'encrypt exclude=@SECLEVEL=2', consequence: 'handshake', log: "invalid unary '!+-@' in cipher exclusion" },
  { value: 'encrypt exclude=ALL', consequence: 'handshake', log: 'no cipher match' },
  ...ok('encrypt exclude=nonsense'),
  repeated('may exclude=RC4 exclude=3DES', 'exclude'),

  // servername
  ...ok(
    'secure servername=hostname',
    'may servername=nexthop',
    'may servername=mx.lab.example',
    'may servername=HOSTNAME',
  ),
  ...ok('may servername=a_b.example', 'may servername=localhost', 'dane-only servername=HOSTNAME'),
  badName('may servername=a..b', 'a..b'),
  badName('may servername=-a.example', '-a.example'),
  badName('may servername=mx.lab.example.', 'mx.lab.example.'),
  badName('may servername=[mx.lab.example]', '[mx.lab.example]'),
  badName('may servername=*.lab.example', '*.lab.example'),
  badName('may servername=123', '123'),
  badName('may servername=', ''),
  badName('may servername=.lab.example', '.lab.example'),
  badName('may servername=192.0.2.10', '192.0.2.10'),
  badName('may servername=bücher.example', 'bücher.example'),
  repeated('may servername=hostname servername=nexthop', 'servername'),

  // connection_reuse
  ...ok('may connection_reuse=no', 'may connection_reuse=no connection_reuse=no', 'may connection_reuse=NO'),
  defers('may connection_reuse=true', 'attribute "connection_reuse" has bad value: "true"'),
  defers('may connection_reuse=1', 'attribute "connection_reuse" has bad value: "1"'),
  defers('may connection_reuse=', 'attribute "connection_reuse" has bad value: ""'),
];
