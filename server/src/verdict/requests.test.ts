import { expect, it } from 'vitest';
import { advise } from './advise';
import type { ReceiverRequest, RequestKind } from './requests';
import { anySender, dnssecSender } from './sender';
import { type AddressSpec, buildEvidence, type EvidenceSpec, keyDigest } from './testing/build-evidence';
import { at, one, secure } from './testing/judge-table';

function requests(seen: EvidenceSpec): readonly ReceiverRequest[] {
  const [atDnssec, atAny] = [dnssecSender, anySender].map(
    (sender) => advise(buildEvidence(seen), sender).requests ?? [],
  );
  expect(atAny).toEqual(atDnssec);
  return atDnssec ?? [];
}

const bad: readonly (readonly [RequestKind, AddressSpec])[] = [
  ['offer-starttls', { outcome: 'no-starttls' }],
  ['repair-starttls', { outcome: 'starttls-refused' }],
  ['repair-starttls', { outcome: 'starttls-refused', reply: '502 no' }],
  ['modern-tls', { outcome: 'tls-failed' }],
  ['modern-tls', { weak: true }],
  ['renew-certificate', { chain: 'CERT_HAS_EXPIRED' }],
  ['send-chain', { chain: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }],
  ['public-certificate', { chain: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
  ['certificate-name', { names: ['elsewhere.example'] }],
];

it.each(bad)('%s is asked of the domain for its own host, %j', (kind, address) => {
  expect(requests(at(address))).toEqual([{ kind, owner: 'a.example', subjects: ['mx1.a.example'] }]);
});

it.each(bad)('%s is asked of the provider for its host, %j', (kind, address) => {
  expect(requests(one({ name: 'mx.in.provider.example', addresses: [address] }))).toEqual([
    { kind, owner: 'provider.example', subjects: ['mx.in.provider.example'] },
  ]);
});

it.each<readonly [RequestKind, EvidenceSpec, string, string]>([
  ['correct-tlsa', secure({ addresses: [{ match: 'not-matched' }] }), 'a.example', 'mx1.a.example'],
  ['repair-dnssec', { mx: 'bogus', hosts: [] }, 'a.example', 'a.example'],
  [
    'repair-dnssec',
    secure({ name: 'mx.provider.example', tlsa: 'bogus' }),
    'provider.example',
    '_25._tcp.mx.provider.example',
  ],
  [
    'correct-mta-sts',
    { hosts: [{ name: 'mx.provider.example' }], mtaSts: { mode: 'enforce', mx: ['mx.former.example'] } },
    'a.example',
    'mx.provider.example',
  ],
])('%s for a contradiction', (kind, seen, owner, subject) => {
  expect(requests(seen)).toEqual([{ kind, owner, subjects: [subject] }]);
});

it('asks each thing once, of each owner for all of its hosts', () => {
  const plain = { addresses: [{ outcome: 'no-starttls' }, { outcome: 'no-starttls' }] } as const;
  expect(
    requests({
      hosts: [
        { name: 'mx1.provider.example', ...plain },
        { name: 'mx2.provider.example', ...plain },
        { name: 'mx.other.example', addresses: [{ chain: 'CERT_HAS_EXPIRED' }] },
      ],
    }),
  ).toEqual([
    { kind: 'offer-starttls', owner: 'provider.example', subjects: ['mx1.provider.example', 'mx2.provider.example'] },
    { kind: 'renew-certificate', owner: 'other.example', subjects: ['mx.other.example'] },
  ]);
});

it.each<EvidenceSpec>([
  {},
  secure({}),
  one({ addresses: [{ outcome: 'untested' }] }),
  { routing: 'null-mx', hosts: [] },
])('asks nobody where there is an entry, where nothing was seen, or where nothing helps: %j', (seen) => {
  expect(requests(seen)).toEqual([]);
});

const named = (name: string) => ({ name, dns: 'secure', tlsa: ['3 1 1'] }) as const;
const record = (name: string) => `_25._tcp.${name}. IN TLSA 3 1 1 ${keyDigest}`;

it.each<readonly [RequestKind, EvidenceSpec, readonly string[]]>([
  ['publish-tlsa', secure({ tlsa: 'denied' }), ['mx1.a.example']],
  ['publish-tlsa', secure({ tlsa: 'denied', addresses: [{ chain: 'CERT_HAS_EXPIRED' }] }), ['mx1.a.example']],
  [
    'complete-tlsa',
    { mx: 'secure', hosts: [named('mx1.a.example'), { ...named('mx2.a.example'), tlsa: 'denied' }] },
    ['mx2.a.example'],
  ],
  ['usable-tlsa', secure({ tlsa: ['1 1 1'] }), ['mx1.a.example']],
  ['stable-tlsa', secure({ tlsa: ['3 0 1'] }), ['mx1.a.example']],
])('%s is asked where DNS is signed, with the records to publish', (kind, seen, subjects) => {
  expect(requests(seen)).toContainEqual({ kind, owner: 'a.example', subjects, records: subjects.map(record) });
});

it('send-anchor is asked where the anchor is missing, and nothing is to be published', () => {
  const seen = secure({
    tlsa: ['2 1 1', '3 1 1'],
    addresses: [{ matchedRecord: 1, issuerKeyDigest: '00'.repeat(32) }],
  });
  expect(requests(seen)).toEqual([{ kind: 'send-anchor', owner: 'a.example', subjects: ['mx1.a.example'] }]);
});

it('no TLSA records are asked of an unsigned domain', () => {
  expect(requests(one({ addresses: [{ chain: 'CERT_HAS_EXPIRED' }] })).map(({ kind }) => kind)).toEqual([
    'renew-certificate',
  ]);
});
