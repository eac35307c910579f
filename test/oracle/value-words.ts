import { defers, ignored, malformed, ok, unknownAttribute, unknownLevel, type ValueCase } from './value-case';

/** Values and what Postfix does with their levels, separators and attribute names, from tls_policy_lookup_one() of smtp_tls_policy.c. */
export const valueWords: readonly ValueCase[] = [
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
  ignored('none match = nexthop', 'match'),
  ignored('none servername= hostname', 'servername='),
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
];
