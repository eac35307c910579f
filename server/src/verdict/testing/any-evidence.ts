import * as fc from 'fast-check';
import type { PolicyValue } from '../../policy/entry';
import { parsePolicyValue } from '../../policy/value';
import type { Evidence } from '../../probe/evidence';
import { anySender, dnssecSender, type Sender } from '../sender';
import { type AddressSpec, buildEvidence, type EvidenceSpec, type HostSpec, keyDigest } from './build-evidence';

/** What a host, a domain and a sender may be like; whatever holds is likelier than what does not. */

const hostNames = [
  'mx1.a.example',
  'mx2.a.example',
  'mx1.provider.example',
  'mx2.provider.example',
  'mx3.in.provider.example',
  'mx4.in.provider.example',
  'mx.other.co.uk',
];
const certificateNames = [...hostNames, 'a.example', '*.a.example', '*.provider.example', 'elsewhere.example'];

/** The default stands for what is well. */
function mostly<T>(other: fc.Arbitrary<T>, weight = 4): fc.Arbitrary<T | undefined> {
  return fc.oneof({ arbitrary: fc.constant(undefined), weight }, { arbitrary: other, weight: 1 });
}

function defined<T extends object>(given: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}

const address: fc.Arbitrary<AddressSpec> = fc
  .record({
    outcome: mostly(fc.constantFrom('no-starttls', 'starttls-refused', 'tls-failed', 'untested')),
    reply: mostly(fc.constantFrom('454 4.7.0 later', '502 5.5.1 no')),
    names: mostly(fc.uniqueArray(fc.constantFrom(...certificateNames), { minLength: 1, maxLength: 3 }), 2),
    chain: mostly(fc.constantFrom('untested', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'), 2),
    match: mostly(fc.constantFrom('not-matched', 'untested', 'name', 'expired')),
    protocol: mostly(fc.constantFrom('TLSv1.2', 'TLSv1')),
    handshake: mostly(fc.constantFrom('without-sni-only', 'with-sni-only'), 9),
    byName: mostly(
      fc.oneof(
        fc.constantFrom('handshake-failed' as const, 'connect-timeout' as const),
        fc.record({
          names: fc.uniqueArray(fc.constantFrom(...certificateNames), { minLength: 1, maxLength: 2 }),
          chain: fc.constantFrom(
            'trusted' as const,
            'trusted' as const,
            'untested' as const,
            'CERT_HAS_EXPIRED' as const,
          ),
        }),
        fc.constant({ chain: 'trusted' as const, names: undefined }).map(({ chain }) => ({ chain })),
      ),
      2,
    ),
    weak: mostly(fc.constant(true), 9),
  })
  .map((spec) => defined<AddressSpec>(spec));

function hostsOf(isSigned: boolean): fc.Arbitrary<readonly HostSpec[]> {
  const dns = isSigned
    ? fc.constantFrom('secure', 'secure', 'secure', 'insecure', 'bogus', 'timeout')
    : fc.constantFrom('insecure', 'insecure', 'secure', 'servfail');
  const tlsa = fc.constantFrom<NonNullable<HostSpec['tlsa']>>(
    ...[['3 1 1'], ['3 1 1'], ['2 1 1', '3 1 1'], ['1 1 1', '3 1 1'], ['1 1 1'], ['3 1 9']],
    ...(['denied', 'denied', 'insecure', 'bogus', 'servfail', 'timeout'] as const),
  );
  const host = fc
    .record({
      name: fc.constantFrom(...hostNames),
      preference: fc.constantFrom(10, 10, 20, 30),
      dns: mostly(dns),
      tlsa,
      addresses: fc.array(address, { minLength: 0, maxLength: 2 }),
      untried: mostly(fc.constant(1), 12),
    })
    .map(({ tlsa: records, ...spec }): HostSpec => {
      const status = spec.dns ?? (isSigned ? 'secure' : 'insecure');
      const answered = status === 'secure' || status === 'insecure';
      return {
        ...defined<HostSpec>(answered ? spec : { ...spec, addresses: [], untried: undefined }),
        dns: status,
        // No lookup is due in an unsigned zone, nor for a host without address.
        ...(status === 'secure' && (spec.addresses.length > 0 || spec.untried !== undefined) ? { tlsa: records } : {}),
      };
    });
  return fc
    .uniqueArray(host, { minLength: 1, maxLength: 4, selector: ({ name }) => name })
    .map((hosts) => [...hosts].sort((first, second) => (first.preference ?? 0) - (second.preference ?? 0)));
}

const spec: fc.Arbitrary<EvidenceSpec> = fc.boolean().chain((isSigned) =>
  fc
    .record({
      routing: mostly(fc.constantFrom('implicit', 'bracketed', 'null-mx', 'no-such-domain'), 12),
      mx: mostly(fc.constantFrom('bogus', 'timeout'), 20),
      hosts: hostsOf(isSigned),
      unseen: mostly(fc.constant(['mx9.a.example']), 9),
      mtaSts: mostly(
        fc.oneof(
          fc.constantFrom('unfetchable' as const, 'unknown' as const),
          fc.record({
            mode: fc.constantFrom('enforce' as const, 'testing' as const),
            mx: fc.uniqueArray(
              fc.constantFrom(...hostNames, '*.a.example', '*.provider.example', '*.in.provider.example'),
            ),
          }),
        ),
        2,
      ),
    })
    .map((parts): EvidenceSpec => {
      const { routing } = parts;
      const hosts = routing === undefined ? parts.hosts : parts.hosts.slice(0, 1);
      const mx = parts.mx ?? (isSigned ? 'secure' : 'insecure');
      if (mx === 'bogus' || mx === 'timeout') return { mx, hosts: [] };
      if (routing === 'null-mx' || routing === 'no-such-domain') return { mx, routing, hosts: [] };
      const common = defined<EvidenceSpec>({ ...parts, mx, hosts });
      return routing === undefined ? common : { ...common, unseen: [] };
    }),
);

export const anyEvidence: fc.Arbitrary<Evidence> = spec.map((each) => buildEvidence(each));

export const anySenders: fc.Arbitrary<Sender> = fc.oneof(
  fc.constantFrom(dnssecSender, anySender),
  fc
    .record({
      profile: fc.constant('site' as const),
      dnssecLookups: fc.boolean(),
      globalLevel: fc.constantFrom('none' as const, 'may' as const, 'encrypt' as const, 'dane' as const),
      daneInsecureMxPolicy: fc.constantFrom('may' as const, 'encrypt' as const, 'dane' as const),
      secureCertMatch: fc.constantFrom(['nexthop', 'dot-nexthop'], ['nexthop'], ['hostname']),
      verifyCertMatch: fc.constant(['hostname']),
      mxAddressLimit: fc.constantFrom(0, 1, 2, 5),
      trustStore: fc.constantFrom('probed' as const, 'probed' as const, 'empty' as const),
      serverName: mostly(fc.constantFrom('hostname', 'nexthop')),
      session: mostly(
        fc.constantFrom(
          { mandatory_protocols: '>=TLSv1.3' },
          { protocols: '!TLSv1.3', mandatory_ciphers: 'high', mandatory_exclude_ciphers: 'AES256' },
          { mandatory_ciphers: 'best' },
        ),
      ),
    })
    .map((sender) => defined<Sender>(sender)),
);

const attribute = fc.constantFrom(
  'protocols=>=TLSv1.2',
  'ciphers=high',
  'exclude=RC4',
  'servername=hostname',
  'connection_reuse=no',
);
const match = fc.uniqueArray(fc.constantFrom('nexthop', 'dot-nexthop', 'hostname', ...hostNames, '.provider.example'), {
  minLength: 1,
  maxLength: 3,
});

/** A value that Postfix takes. */
export const anyValue: fc.Arbitrary<PolicyValue> = fc
  .tuple(
    fc.constantFrom('none', 'may', 'encrypt', 'fingerprint', 'verify', 'secure', 'dane', 'dane-only'),
    fc.option(match),
    fc.option(fc.constant('tafile=/etc/postfix/ca.pem'), { freq: 3 }),
    fc.uniqueArray(attribute, { maxLength: 2 }),
  )
  .map(([level, names, tafile, others]) => {
    const own: string[] = [];
    if (level === 'fingerprint') own.push(`match=${keyDigest}`);
    if (level === 'verify' || level === 'secure') {
      if (names !== null) own.push(`match=${names.join(':')}`);
      if (tafile !== null) own.push(tafile);
    }
    return parsePolicyValue([level, ...own, ...(level === 'none' ? [] : others)].join(' ')).value;
  })
  .filter((value) => value !== null);
