import { certificateDigest } from './testing/build-evidence';
import { at, type JudgeRow, judgeTable, secure, selfSigned } from './testing/judge-table';

judgeTable('section 5.4: SNI', [
  {
    value: 'secure servername=hostname',
    outcome: 'unknown',
    reason: 'attribute-in-doubt',
    because: 'the certificate for that name was not asked for',
  },
  {
    value: 'secure servername=hostname',
    seen: secure({ addresses: [{ names: ['elsewhere.example'], withSni: { names: ['mx1.a.example'] } }] }),
    outcome: 'authenticated',
    because: 'it was, since the TLSA base domain is that name',
  },
  {
    value: 'secure',
    seen: secure({ addresses: [{ names: ['elsewhere.example'], withSni: { names: ['mx1.a.example'] } }] }),
    outcome: 'defers',
    because: 'no SNI by default',
  },
  {
    value: 'secure servername=nexthop',
    seen: secure({ addresses: [{}] }),
    outcome: 'unknown',
    because: 'not asked for the next-hop',
  },
  {
    value: 'dane',
    seen: secure({ addresses: [{ handshake: 'with-sni-only' }] }),
    outcome: 'authenticated',
    because: 'the session with the TLSA base domain is the one that counts',
  },
  {
    value: 'dane',
    seen: secure({ addresses: [{ handshake: 'without-sni-only' }] }),
    outcome: 'unknown',
    reason: 'not-reached',
    because: 'it is the one that is missing here',
  },
  {
    value: 'secure',
    seen: secure({ addresses: [{ handshake: 'with-sni-only' }] }),
    outcome: 'defers',
    reason: 'handshake-failed',
    because: 'the handshake without SNI fails',
  },
  {
    value: 'secure servername=hostname',
    seen: secure({ addresses: [{ handshake: 'with-sni-only' }] }),
    outcome: 'authenticated',
    because: 'and succeeds with it',
  },
  {
    value: 'secure servername=elsewhere.example',
    seen: secure({ addresses: [{ handshake: 'with-sni-only' }] }),
    outcome: 'unknown',
    reason: 'attribute-in-doubt',
    because: 'with another name it is not known',
  },
  {
    value: 'encrypt servername=hostname',
    seen: at({ outcome: 'no-starttls' }),
    outcome: 'defers',
    reason: 'tls-not-offered',
    because: 'without STARTTLS no name matters',
  },
  ...['secure', 'verify', `fingerprint match=${certificateDigest}`, 'encrypt', 'may'].map(
    (level): JudgeRow => ({
      value: `${level} servername=hostname`,
      seen: at({
        names: ['elsewhere.example'],
        digest: '00'.repeat(32),
        keyDigest: '00'.repeat(32),
        byName: { names: ['mx1.a.example'], digest: certificateDigest },
      }),
      outcome: level === 'encrypt' || level === 'may' ? 'encrypted' : 'authenticated',
      because: 'the session with the name of the host is the one that counts',
    }),
  ),
  {
    value: 'secure servername=hostname',
    seen: at({ byName: { names: ['elsewhere.example'] } }),
    outcome: 'defers',
    reason: 'certificate-name',
    because: 'whatever is shown without the name',
  },
  {
    value: 'secure servername=hostname',
    seen: at({ byName: { chain: 'CERT_HAS_EXPIRED' } }),
    outcome: 'defers',
    reason: 'certificate-not-trusted',
    because: 'whose chain is the one that counts',
  },
  {
    value: 'secure servername=hostname',
    seen: at({ byName: { chain: 'untested' } }),
    outcome: 'unknown',
    reason: 'trust-untested',
    because: 'and may not be decided',
  },
  {
    value: 'secure servername=hostname',
    seen: at({ handshake: 'with-sni-only', byName: {} }),
    outcome: 'authenticated',
    because: 'the handshake fails only without the name',
  },
  {
    value: 'secure',
    seen: at({ handshake: 'with-sni-only', byName: {} }),
    outcome: 'defers',
    reason: 'handshake-failed',
    because: 'no name is sent without being told',
  },
  ...(['handshake-failed', 'connect-timeout'] as const).map(
    (byName): JudgeRow => ({
      value: 'secure servername=hostname',
      seen: at({ byName }),
      outcome: 'unknown',
      reason: 'attribute-in-doubt',
      because: `there was no session with the name: ${byName}`,
    }),
  ),
  ...['secure servername=HOSTNAME', 'secure servername=Hostname', 'secure servername=other.example'].map(
    (value): JudgeRow => ({
      value,
      seen: at({ byName: {} }),
      outcome: 'unknown',
      reason: 'attribute-in-doubt',
      because: 'it is sent as it stands, which nobody tried',
    }),
  ),
  {
    value: 'secure servername=MX1.A.example',
    seen: at({ names: ['elsewhere.example'], byName: { names: ['mx1.a.example'] } }),
    outcome: 'authenticated',
    because: 'written out, it is the name that was tried',
  },
  {
    value: 'secure servername=nexthop',
    seen: {
      routing: 'implicit',
      hosts: [{ addresses: [{ names: ['elsewhere.example'], byName: { names: ['a.example'] } }] }],
    },
    outcome: 'authenticated',
    because: 'the next-hop is its own host',
  },
  {
    value: 'secure servername=nexthop',
    seen: at({ byName: {} }),
    outcome: 'unknown',
    reason: 'attribute-in-doubt',
    because: 'the next-hop is another name than that of the host',
  },
  {
    value: 'secure match=mx1.provider.example:mx2.provider.example servername=hostname',
    seen: {
      hosts: [
        {
          name: 'mx1.provider.example',
          addresses: [{ ...selfSigned, byName: { chain: 'trusted', names: ['mx1.provider.example'] } }],
        },
        { name: 'mx2.provider.example', addresses: [{ ...selfSigned, byName: {} }] },
      ],
    },
    outcome: 'authenticated',
    hosts: ['authenticated', 'defers'],
    because: 'each host is sent its own name',
  },
  {
    value: 'dane servername=hostname',
    seen: at({ byName: {} }),
    outcome: 'encrypted',
    reason: 'dane-insecure-mx',
    because: 'fallen back to may, the name is sent',
  },
  {
    value: 'dane servername=hostname',
    seen: at({}),
    outcome: 'unknown',
    reason: 'attribute-in-doubt',
    because: 'fallen back to may, the name is sent, which nobody tried',
  },
  ...(['dane', 'dane-only'] as const).map(
    (value): JudgeRow => ({
      value,
      seen: secure({ addresses: [{ handshake: 'with-sni-untested' }] }),
      outcome: 'unknown',
      reason: 'not-reached',
      because: 'the handshake that failed was one without the TLSA base domain',
    }),
  ),
  {
    value: 'dane-only servername=HOSTNAME',
    seen: secure({}),
    outcome: 'authenticated',
    because: 'with TLSA records in use it has no part',
  },
  {
    value: 'dane servername=elsewhere.example',
    seen: secure({}),
    outcome: 'authenticated',
    because: 'at DANE levels SNI is always the TLSA base domain',
  },
]);
