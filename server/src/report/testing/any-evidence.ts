import * as fc from 'fast-check';
import type { Cause } from '../../probe/cause';
import type { Alias, DnsAnswer, DnssecStatus, RecordData, RecordType, TlsaRecord } from '../../probe/dns/answer';
import type {
  AddressEvidence,
  CertificateEvidence,
  DaneEvidence,
  Evidence,
  HostEvidence,
  JudgedTlsaRecord,
  MtaStsEvidence,
  PkixEvidence,
  SmtpReply,
  TlsEvidence,
  TlsRptEvidence,
  Vantage,
  Weakness,
  WeaknessEvidence,
} from '../../probe/evidence';
import { hostileText } from './hostile';

/** Evidence of every shape that the types allow, with text from hostile servers; its facts need not fit together. */

type Arbitrary<T> = fc.Arbitrary<T>;

const count = fc.nat({ max: 100_000 });
const byte = fc.nat({ max: 255 });
const port = fc.integer({ min: 1, max: 65_535 });
const short = { maxLength: 3 } as const;
const time: Arbitrary<string> = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2999-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const bytes = (length: number): Arbitrary<string> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((data) => Buffer.from(data).toString('hex'));

/** All or some of the members; an absent one is not there at all. */
function withOptional<Required, Optional>(
  required: Arbitrary<Required>,
  optional: { readonly [Name in keyof Optional]: Arbitrary<Optional[Name]> },
): Arbitrary<Required & Partial<Optional>> {
  return fc
    .tuple(required, fc.record(optional, { requiredKeys: [] }))
    .map(([always, sometimes]) => ({ ...always, ...sometimes }) as Required & Partial<Optional>);
}

const cause: Arbitrary<Cause> = fc.record({
  id: fc.constantFrom<Cause['id'][]>('deadline', 'dns-servfail', 'connect-timeout', 'no-ipv6', 'tls-library'),
  text: hostileText,
});
const status: Arbitrary<DnssecStatus> = fc.constantFrom('secure', 'insecure', 'bogus', 'indeterminate');
const alias: Arbitrary<Alias> = fc.record({ from: hostileText, to: hostileText, status });

const tlsaRecord: Arbitrary<TlsaRecord> = fc.record({
  usage: byte,
  selector: byte,
  matchingType: byte,
  data: fc.oneof(bytes(0), bytes(32), bytes(64)),
});
const judgedRecord: Arbitrary<JudgedTlsaRecord> = fc
  .tuple(
    tlsaRecord,
    fc.constantFrom<JudgedTlsaRecord['unusable'][]>(
      null,
      'usage',
      'selector',
      'matching-type',
      'digest-length',
      'data',
      'agility',
    ),
  )
  .map(([record, unusable]) => ({ ...record, usable: unusable === null, unusable }));

const recordData: { readonly [Type in RecordType]: Arbitrary<RecordData[Type]> } = {
  A: fc.ipV4(),
  AAAA: fc.ipV6(),
  MX: fc.record({ preference: fc.nat({ max: 65_535 }), exchange: hostileText }),
  TLSA: tlsaRecord,
  TXT: fc.array(hostileText, short),
};

function answer<Type extends RecordType>(type: Type): Arbitrary<DnsAnswer<Type>> {
  const always = fc.record({
    name: hostileText,
    type: fc.constant(type),
    status,
    outcome: fc.constantFrom<DnsAnswer['outcome'][]>('records', 'no-data', 'no-such-name', 'failed'),
    records: fc.array<RecordData[Type]>(recordData[type], short),
    aliases: fc.array(alias, short),
    ttl: count,
  });
  const view = fc.record({
    verdict: fc.constantFrom('refuses' as const, 'validates' as const, 'passes' as const, 'untested' as const),
    text: hostileText,
  });
  return withOptional(always, { cause, resolverView: view });
}

const certificate: Arbitrary<CertificateEvidence> = withOptional(
  fc.record({
    der: fc.uint8Array({ maxLength: 20 }).map((data) => Buffer.from(data).toString('base64')),
    subject: hostileText,
    issuer: hostileText,
    notBefore: time,
    notAfter: time,
    dnsNames: fc.array(hostileText, short),
    commonName: fc.option(hostileText),
    sha256: bytes(32),
    spkiSha256: bytes(32),
  }),
  { key: hostileText, signature: hostileText },
);
const pkix: Arbitrary<PkixEvidence> = withOptional(
  fc.record({
    verdict: fc.constantFrom<PkixEvidence['verdict'][]>('trusted', 'untrusted', 'untested'),
    error: fc.option(hostileText),
  }),
  { root: hostileText, store: hostileText },
);
const dane: Arbitrary<DaneEvidence> = fc.record({
  verdict: fc.constantFrom<DaneEvidence['verdict'][]>('matched', 'not-matched', 'untested'),
  record: fc.option(byte),
  depth: fc.option(byte),
  failure: fc.constantFrom<DaneEvidence['failure'][]>(
    'none',
    'no-match',
    'name',
    'expired',
    'no-usable-record',
    'not-decided',
  ),
});
const session: Arbitrary<TlsEvidence> = withOptional(
  fc.record({
    serverName: fc.option(hostileText),
    protocol: hostileText,
    cipher: hostileText,
    chain: fc.array(certificate, short),
    pkix,
  }),
  { securityLevelOk: fc.boolean(), keyExchange: hostileText, dane },
);
const reply: Arbitrary<SmtpReply> = fc.record({ code: fc.nat({ max: 999 }), lines: fc.array(hostileText, short) });

const weaknesses = fc.uniqueArray(
  withOptional(
    fc.record({
      weakness: fc.constantFrom<Weakness[]>(
        'sslv2',
        'sslv3',
        'tls1.0',
        'tls1.1',
        'export',
        'null',
        'rc4',
        'des',
        '3des',
        'anonymous',
      ),
      answer: fc.constantFrom<WeaknessEvidence['answer'][]>('accepted', 'refused', 'untested'),
      seen: fc.option(hostileText),
    }),
    { cause },
  ),
  { selector: ({ weakness }) => weakness },
);

const dialogue = {
  greeting: reply,
  ehlo: reply,
  helo: reply,
  startTls: reply,
  daneTls: session,
  daneCause: cause,
  hostTls: session,
  hostCause: cause,
  named: fc.array(withOptional(fc.record({ serverName: hostileText }), { tls: session, cause }), { maxLength: 2 }),
  deep: weaknesses,
};
const place = { address: fc.oneof(fc.ipV4(), fc.ipV6()), port };
const address: Arbitrary<AddressEvidence> = fc.oneof(
  withOptional(fc.record({ ...place, outcome: fc.constant('tls' as const), tls: session }), dialogue),
  withOptional(
    fc.record({
      ...place,
      outcome: fc.constantFrom<AddressEvidence['outcome'][]>(
        'no-starttls',
        'starttls-refused',
        'tls-failed',
        'untested',
      ),
    }),
    { ...dialogue, cause },
  ),
);

const host: Arbitrary<HostEvidence> = fc.record({
  name: hostileText,
  preference: fc.option(fc.nat({ max: 65_535 })),
  ipv4: answer('A'),
  ipv6: answer('AAAA'),
  tlsa: fc.array(fc.record({ base: hostileText, answer: answer('TLSA') }), short),
  tlsaBase: fc.option(hostileText),
  tlsaRecords: fc.array(judgedRecord, short),
  addresses: fc.array(address, short),
  addressesSkipped: count,
});

const mtaSts: Arbitrary<MtaStsEvidence> = withOptional(
  fc.record({
    state: fc.constantFrom<MtaStsEvidence['state'][]>('absent', 'policy', 'untested'),
    record: fc.option(answer('TXT')),
    policy: fc.option(
      fc.record({
        mode: fc.constantFrom('enforce' as const, 'testing' as const, 'none' as const),
        maxAge: count,
        mx: fc.array(hostileText, short),
      }),
    ),
  }),
  { cause },
);

const tlsRpt: Arbitrary<TlsRptEvidence> = withOptional(
  fc.record({
    state: fc.constantFrom<TlsRptEvidence['state'][]>('absent', 'record', 'untested'),
    record: answer('TXT'),
    rua: fc.array(hostileText, short),
  }),
  { cause },
);

const vantage: Arbitrary<Vantage> = withOptional(
  fc.record({ resolver: hostileText, route: hostileText, trustStore: hostileText, tlsLibrary: hostileText }),
  { label: hostileText, dnssecProblem: cause },
);

export const anyEvidence: Arbitrary<Evidence> = withOptional(
  fc.record({
    version: fc.constant(1 as const),
    nextHop: hostileText,
    domain: hostileText,
    startedAt: time,
    finishedAt: time,
    vantage,
    mx: fc.option(answer('MX')),
    routing: fc.constantFrom<Evidence['routing'][]>(
      'mx',
      'implicit',
      'bracketed',
      'null-mx',
      'no-such-domain',
      'unknown',
    ),
    hosts: fc.array(host, short),
    hostsSkipped: count,
    mtaSts,
  }),
  { stopped: cause, tlsRpt },
);
