import { badProtocols, defers, ok, repeated, type ValueCase } from './value-case';

/** Values and what Postfix does with what they say of TLS sessions, from tls_proto_mask_lims() and tls_set_ciphers() of tls_misc.c. */
export const valueSessions: readonly ValueCase[] = [
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
    // SSLv2 is known by name alone, which counts for nothing.
    'encrypt protocols=SSLv2',
    'encrypt protocols=SSLv2:TLSv1.3',
    'encrypt protocols=>=+304',
  ),
  badProtocols('encrypt protocols=>=SSLv2', '>=SSLv2'),
  badProtocols('encrypt protocols=>=-1', '>=-1'),
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
  { value: 'encrypt protocols=!TLSv1.1', consequence: 'handshake', log: 'SSL_connect error' },
  { value: 'encrypt protocols=<=TLSv1', consequence: 'handshake', log: 'SSL_connect error' },
  { value: 'encrypt protocols=<=SSLv3', consequence: 'handshake', log: 'no protocols available' },
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
  { value: 'encrypt exclude=HIGH', consequence: 'handshake', log: 'no cipher match' },
  { value: 'encrypt ciphers=high exclude=HIGH', consequence: 'handshake', log: 'no cipher match' },
  { value: 'encrypt exclude="RC4"', consequence: 'handshake', log: 'invalid command' },
  { value: 'encrypt exclude=RC4:é', consequence: 'handshake', log: 'invalid command' },
  ...ok('encrypt exclude=nonsense', 'encrypt exclude=RC4;3DES', 'encrypt exclude=AES', 'encrypt exclude=TLSv1.2'),
  repeated('may exclude=RC4 exclude=3DES', 'exclude'),

  // connection_reuse
  ...ok('may connection_reuse=no', 'may connection_reuse=no connection_reuse=no', 'may connection_reuse=NO'),
  defers('may connection_reuse=true', 'attribute "connection_reuse" has bad value: "true"'),
  defers('may connection_reuse=1', 'attribute "connection_reuse" has bad value: "1"'),
  defers('may connection_reuse=', 'attribute "connection_reuse" has bad value: ""'),
];
