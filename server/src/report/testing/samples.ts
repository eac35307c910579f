import type { DnsAnswer, DnssecStatus, RecordData, RecordType, TlsaRecord } from '../../probe/dns/answer';
import type {
  AddressEvidence,
  CertificateEvidence,
  Evidence,
  HostEvidence,
  JudgedTlsaRecord,
  TlsEvidence,
} from '../../probe/evidence';
import type { Advice } from '../../verdict/advice';
import type { ProbedNextHop } from '../probe-result';

/** Probed next-hops made by hand, one for each kind of verdict. */

export function answer<T extends RecordType>(
  name: string,
  type: T,
  records: readonly RecordData[T][],
  status: DnssecStatus = 'insecure',
): DnsAnswer<T> {
  const outcome = records.length > 0 ? 'records' : 'no-data';
  return { name, type, status, outcome, records, aliases: [], ttl: 300 };
}

export function certificate(names: readonly string[], more: Partial<CertificateEvidence> = {}): CertificateEvidence {
  return {
    der: 'MIIB',
    subject: `CN=${names[0] ?? 'nobody'}`,
    issuer: 'CN=Example CA R3',
    notBefore: '2026-10-01T00:00:00.000Z',
    notAfter: '2027-02-01T00:00:00.000Z',
    dnsNames: names,
    commonName: names[0] ?? null,
    sha256: '5e'.repeat(32),
    spkiSha256: 'a1'.repeat(32),
    ...more,
  };
}

const issuing = certificate([], {
  subject: 'CN=Example CA R3',
  issuer: 'CN=Example Root X1',
  sha256: 'c3'.repeat(32),
  notAfter: '2030-01-01T00:00:00.000Z',
});

export function session(names: readonly string[], more: Partial<TlsEvidence> = {}): TlsEvidence {
  return {
    serverName: null,
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    chain: [certificate(names), issuing],
    pkix: { verdict: 'trusted', error: null, root: 'CN=Example Root X1, O=Example' },
    ...more,
  };
}

/** An address that was reached, and went as far as TLS unless told otherwise. */
export function address(at: string, more: Partial<AddressEvidence> = {}): AddressEvidence {
  const { outcome = 'tls' } = more;
  if (outcome === 'untested') return { address: at, port: 25, outcome, ...more };
  return {
    address: at,
    port: 25,
    outcome,
    greeting: { code: 220, lines: ['mx ESMTP Postfix'] },
    ehlo: { code: 250, lines: ['mx', 'SIZE 51200000', 'STARTTLS', '8BITMIME'] },
    ...(outcome === 'tls' ? { startTls: { code: 220, lines: ['2.0.0 Ready to start TLS'] } } : {}),
    ...more,
  };
}

export function host(
  name: string,
  addresses: readonly AddressEvidence[],
  more: Partial<HostEvidence> = {},
): HostEvidence {
  const ipv4 = addresses.filter((each) => !each.address.includes(':')).map((each) => each.address);
  const ipv6 = addresses.filter((each) => each.address.includes(':')).map((each) => each.address);
  return {
    name,
    preference: 10,
    ipv4: answer(name, 'A', ipv4),
    ipv6: answer(name, 'AAAA', ipv6),
    tlsa: [],
    tlsaBase: null,
    tlsaRecords: [],
    addresses,
    addressesSkipped: 0,
    ...more,
  };
}

export function evidence(domain: string, hosts: readonly HostEvidence[], more: Partial<Evidence> = {}): Evidence {
  const records = hosts.map(({ name, preference }) => ({ preference: preference ?? 0, exchange: name }));
  return {
    version: 1,
    nextHop: domain,
    domain,
    startedAt: '2026-11-24T16:00:00.000Z',
    finishedAt: '2026-11-24T16:00:02.400Z',
    vantage: {
      label: 'data centre 2',
      resolver: '192.0.2.53:53',
      route: 'direct',
      trustStore: 'public roots of Node 20.20.2',
      tlsLibrary: 'OpenSSL 3.0.19',
    },
    mx: answer(domain, 'MX', records),
    routing: 'mx',
    hosts,
    hostsSkipped: 0,
    mtaSts: { state: 'absent', record: answer(`_mta-sts.${domain}`, 'TXT', []), policy: null },
    tlsRpt: {
      state: 'record',
      record: answer(`_smtp._tls.${domain}`, 'TXT', [[`v=TLSRPTv1; rua=mailto:tls@${domain}`]]),
      rua: [`mailto:tls@${domain}`],
    },
    ...more,
  };
}

export function advice(more: Partial<Advice>): Advice {
  const nothing = { value: null, entry: null, comment: null, confirm: [], reasons: [], runnersUp: [] };
  return { status: 'none', ...nothing, ...more };
}

const providerNames = ['mx1.provider.example', 'mx2.provider.example'];

/** Mail at a provider whose host names only plain DNS told. */
export const hosted: ProbedNextHop = {
  evidence: evidence('hosted.example', [
    host('mx1.provider.example', [address('192.0.2.1', { tls: session(providerNames) })]),
    host(
      'mx2.provider.example',
      [
        address('192.0.2.2', { tls: session(providerNames) }),
        address('2001:db8::2', {
          outcome: 'untested',
          cause: { id: 'no-ipv6', text: 'there is no IPv6 route from here' },
        }),
      ],
      { preference: 20 },
    ),
  ]),
  advice: advice({
    status: 'found',
    value: { level: 'secure', attributes: [{ name: 'match', value: providerNames.join(':') }] },
    entry: 'hosted.example secure match=mx1.provider.example:mx2.provider.example',
    comment:
      '# tls-policy-probe: 2026-11-24, resolver 192.0.2.53:53, names from plain DNS: mx1.provider.example, mx2.provider.example',
    confirm: providerNames,
    reasons: [
      {
        id: 'secure-holds',
        text: 'The certificates of mx1.provider.example and mx2.provider.example verify for their names.',
      },
      { id: 'no-dnssec', text: 'dane does not hold: the MX records of hosted.example are not DNSSEC-secure.' },
    ],
  }),
};

function asPublished({ usage, selector, matchingType, data }: JudgedTlsaRecord): TlsaRecord {
  return { usage, selector, matchingType, data };
}

const ownRecords: readonly JudgedTlsaRecord[] = [
  { usage: 3, selector: 1, matchingType: 1, data: 'b0'.repeat(32), usable: true, unusable: null },
  { usage: 3, selector: 1, matchingType: 1, data: 'a1'.repeat(32), usable: true, unusable: null },
  { usage: 1, selector: 1, matchingType: 1, data: 'd0'.repeat(32), usable: false, unusable: 'usage' },
];

/** DANE with two records, of which the second matches a self-signed certificate. */
export const dane: ProbedNextHop = {
  evidence: evidence(
    'dane-ee.example',
    [
      host(
        'mx.dane-ee.example',
        [
          address('192.0.2.7', {
            tls: session(['mx.dane-ee.example'], {
              chain: [certificate(['mx.dane-ee.example'], { issuer: 'CN=mx.dane-ee.example' })],
              pkix: { verdict: 'untrusted', error: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
            }),
            daneTls: session(['mx.dane-ee.example'], {
              serverName: 'mx.dane-ee.example',
              chain: [certificate(['mx.dane-ee.example'], { issuer: 'CN=mx.dane-ee.example' })],
              pkix: { verdict: 'untrusted', error: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
              dane: { verdict: 'matched', record: 1, depth: 0, failure: 'none' },
            }),
          }),
        ],
        {
          ipv4: answer('mx.dane-ee.example', 'A', ['192.0.2.7'], 'secure'),
          ipv6: answer('mx.dane-ee.example', 'AAAA', [], 'secure'),
          tlsa: [
            {
              base: 'mx.dane-ee.example',
              answer: answer('_25._tcp.mx.dane-ee.example', 'TLSA', ownRecords.map(asPublished), 'secure'),
            },
          ],
          tlsaBase: 'mx.dane-ee.example',
          tlsaRecords: ownRecords,
        },
      ),
    ],
    { mx: answer('dane-ee.example', 'MX', [{ preference: 10, exchange: 'mx.dane-ee.example' }], 'secure') },
  ),
  advice: advice({
    status: 'found',
    value: { level: 'dane', attributes: [] },
    entry: 'dane-ee.example dane',
    reasons: [{ id: 'dane-holds', text: 'Every MX host matches its TLSA records.' }],
    runnersUp: [
      {
        value: { level: 'dane-only', attributes: [] },
        entry: 'dane-ee.example dane-only',
        comment: null,
        confirm: [],
        reasons: [
          { id: 'dane-only-waits', text: 'Mail waits as long as the domain publishes no usable TLSA records.' },
        ],
      },
    ],
  }),
};

const publicRecord: JudgedTlsaRecord = {
  usage: 3,
  selector: 1,
  matchingType: 1,
  data: 'a1'.repeat(32),
  usable: true,
  unusable: null,
};

/** DANE, and a certificate of a public CA besides. */
export const daneWithPublicCertificate: ProbedNextHop = {
  evidence: evidence(
    'dane-pkix.example',
    [
      host(
        'mx.dane-pkix.example',
        [
          address('192.0.2.8', {
            tls: session(['mx.dane-pkix.example']),
            daneTls: session(['mx.dane-pkix.example'], {
              serverName: 'mx.dane-pkix.example',
              dane: { verdict: 'matched', record: 0, depth: 0, failure: 'none' },
            }),
          }),
        ],
        {
          ipv4: answer('mx.dane-pkix.example', 'A', ['192.0.2.8'], 'secure'),
          ipv6: answer('mx.dane-pkix.example', 'AAAA', [], 'secure'),
          tlsa: [
            {
              base: 'mx.dane-pkix.example',
              answer: answer('_25._tcp.mx.dane-pkix.example', 'TLSA', [asPublished(publicRecord)], 'secure'),
            },
          ],
          tlsaBase: 'mx.dane-pkix.example',
          tlsaRecords: [publicRecord],
        },
      ),
    ],
    { mx: answer('dane-pkix.example', 'MX', [{ preference: 10, exchange: 'mx.dane-pkix.example' }], 'secure') },
  ),
  advice: advice({
    status: 'found',
    value: { level: 'dane', attributes: [] },
    entry: 'dane-pkix.example dane',
    reasons: [{ id: 'dane-holds', text: 'Every MX host matches its TLSA records.' }],
  }),
};

/** One of two hosts without STARTTLS. */
export const noStartTls: ProbedNextHop = {
  evidence: evidence('one-of-two-plain.example', [
    host('mx1.one-of-two-plain.example', [
      address('192.0.2.31', {
        outcome: 'no-starttls',
        greeting: { code: 220, lines: ['mx1'] },
        ehlo: { code: 250, lines: ['mx1', '8BITMIME'] },
      }),
    ]),
    host('mx2.one-of-two-plain.example', [address('192.0.2.32', { tls: session(['mx2.one-of-two-plain.example']) })], {
      preference: 20,
    }),
  ]),
  advice: advice({
    status: 'none',
    reasons: [
      {
        id: 'no-starttls',
        text: 'mx1.one-of-two-plain.example does not offer STARTTLS: TLS is required, but was not offered.',
      },
      { id: 'ask-postmaster', text: 'Ask the postmaster of one-of-two-plain.example to switch on TLS at mx1.' },
    ],
    runnersUp: [
      {
        value: { level: 'secure', attributes: [] },
        entry: 'one-of-two-plain.example secure',
        comment: null,
        confirm: [],
        reasons: [{ id: 'waits', text: 'Mail waits while mx2.one-of-two-plain.example is down.' }],
      },
    ],
  }),
};

/** Nothing answered. */
export const dead: ProbedNextHop = {
  evidence: evidence(
    'dead.example',
    [
      host('mx.dead.example', [
        address('192.0.2.44', {
          outcome: 'untested',
          cause: { id: 'connect-timeout', text: 'no connection to 192.0.2.44 port 25 within 15 s' },
        }),
      ]),
    ],
    {
      hostsSkipped: 1,
      stopped: { id: 'deadline', text: 'the deadline of 120 s was over' },
      mtaSts: {
        state: 'untested',
        cause: { id: 'policy-fetch-failed', text: 'mta-sts.dead.example refused the connection' },
        record: answer('_mta-sts.dead.example', 'TXT', [['v=STSv1; ', 'id=20260101;']]),
        policy: null,
      },
    },
  ),
  advice: advice({
    status: 'untested',
    reasons: [{ id: 'unreached', text: 'mx.dead.example could not be reached: no connection within 15 s.' }],
  }),
};

/** The TLSA record is of another key, and the MTA-STS policy is in force. */
export const mismatch: ProbedNextHop = {
  evidence: evidence(
    'dane-wrong.example',
    [
      host(
        'mx.dane-wrong.example',
        [
          address('192.0.2.66', {
            tls: session(['mx.dane-wrong.example']),
            daneTls: session(['mx.dane-wrong.example'], {
              serverName: 'mx.dane-wrong.example',
              dane: { verdict: 'not-matched', record: null, depth: null, failure: 'no-match' },
            }),
            deep: [
              { weakness: 'sslv2', answer: 'refused', seen: 'hung up' },
              { weakness: 'sslv3', answer: 'accepted', seen: 'SSLv3, TLS_RSA_WITH_RC4_128_SHA' },
              { weakness: 'tls1.0', answer: 'refused', seen: 'alert 70, protocol version' },
              {
                weakness: 'export',
                answer: 'untested',
                seen: null,
                cause: { id: 'handshake-timeout', text: 'the server did not answer the hello within 15 s' },
              },
              { weakness: 'rc4', answer: 'accepted', seen: 'SSLv3, TLS_RSA_WITH_RC4_128_SHA' },
              { weakness: 'anonymous', answer: 'accepted', seen: 'TLS 1.2, TLS_DH_anon_WITH_AES_256_GCM_SHA384' },
            ],
          }),
        ],
        {
          ipv4: answer('mx.dane-wrong.example', 'A', ['192.0.2.66'], 'secure'),
          ipv6: answer('mx.dane-wrong.example', 'AAAA', [], 'secure'),
          tlsaBase: 'mx.dane-wrong.example',
          tlsaRecords: ownRecords.slice(0, 1),
          tlsa: [
            {
              base: 'mx.dane-wrong.example',
              answer: answer(
                '_25._tcp.mx.dane-wrong.example',
                'TLSA',
                ownRecords.slice(0, 1).map(asPublished),
                'secure',
              ),
            },
          ],
        },
      ),
    ],
    {
      mx: answer('dane-wrong.example', 'MX', [{ preference: 10, exchange: 'mx.dane-wrong.example' }], 'secure'),
      mtaSts: {
        state: 'policy',
        record: answer('_mta-sts.dane-wrong.example', 'TXT', [['v=STSv1; id=1;']], 'secure'),
        policy: { mode: 'enforce', maxAge: 604_800, mx: ['mx.dane-wrong.example', '*.backup.example'] },
      },
    },
  ),
  advice: advice({
    status: 'none',
    reasons: [
      {
        id: 'tlsa-mismatch',
        text: 'mx.dane-wrong.example does not match its TLSA records, as if somebody sat between.',
      },
    ],
  }),
};

/** A null MX. */
export const nullMx: ProbedNextHop = {
  evidence: evidence('null-mx.example', [], {
    routing: 'null-mx',
    mx: answer('null-mx.example', 'MX', [{ preference: 0, exchange: '' }], 'secure'),
  }),
  advice: advice({ status: 'none', reasons: [{ id: 'null-mx', text: 'null-mx.example takes no mail (null MX).' }] }),
};

const invalid = (text: string) => ({ state: 'absent', cause: { id: 'policy-invalid', text } }) as const;

/** A zone whose signatures expired, looked at over a resolver that strips them elsewhere, with records that count as none. */
export const bogus: ProbedNextHop = {
  evidence: evidence('bogus.example', [], {
    vantage: {
      resolver: 'https://dns.example/dns-query',
      dnssecProblem: { id: 'dnssec-stripped', text: 'the keys of . came without signatures' },
      route: 'ssh',
      trustStore: 'CA file ca.pem',
      tlsLibrary: 'OpenSSL 3.0.19',
    },
    mx: {
      ...answer('bogus.example', 'MX', [], 'bogus'),
      outcome: 'failed',
      cause: { id: 'dnssec-bogus', text: 'the signatures expired 10 days ago' },
      resolverView: { verdict: 'refuses', text: '192.0.2.53:53 answered SERVFAIL: signature expired' },
    },
    routing: 'unknown',
    mtaSts: {
      ...invalid('there are 2 MTA-STS records instead of one'),
      record: answer('_mta-sts.bogus.example', 'TXT', [['v=STSv1; id=1;'], ['v=STSv1; id=2;']]),
      policy: null,
    },
    tlsRpt: {
      ...invalid('the TLSRPT record has no rua, and so no address for reports'),
      record: answer('_smtp._tls.bogus.example', 'TXT', [['v=TLSRPTv1;']]),
      rua: [],
    },
  }),
  advice: advice({
    status: 'none',
    reasons: [{ id: 'dnssec-bogus', text: 'The MX records of bogus.example fail DNSSEC validation.' }],
  }),
};

export const samples: Readonly<Record<string, ProbedNextHop>> = {
  hosted,
  dane,
  noStartTls,
  dead,
  mismatch,
  nullMx,
  bogus,
};
