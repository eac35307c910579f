import { anySender } from './sender';
import type { HostSpec } from './testing/build-evidence';
import { at, type JudgeRow, judgeTable, one, secure, selfSigned } from './testing/judge-table';

const bad = { addresses: [selfSigned] } as const;
const untested = { addresses: [{ outcome: 'untested' }] } as const;

judgeTable('several hosts and addresses', [
  { value: 'secure', seen: { hosts: [{}, {}] }, outcome: 'authenticated', because: 'both hold' },
  {
    value: 'secure',
    seen: { hosts: [bad, {}] },
    outcome: 'authenticated',
    hosts: ['defers', 'authenticated'],
    because: 'Postfix goes on to the next host',
  },
  {
    value: 'secure',
    seen: { hosts: [bad, bad] },
    outcome: 'defers',
    hosts: ['defers', 'defers'],
    because: 'the last failure defers the message',
  },
  {
    value: 'may',
    seen: { hosts: [{}, { addresses: [{ outcome: 'no-starttls' }] }] },
    outcome: 'clear',
    hosts: ['encrypted', 'clear'],
    because: 'who keeps mail from the first host gets it in the clear',
  },
  {
    value: 'dane',
    seen: {
      mx: 'secure',
      hosts: [
        { dns: 'secure', tlsa: ['3 1 1'] },
        { dns: 'secure', tlsa: 'denied' },
      ],
    },
    outcome: 'encrypted',
    hosts: ['authenticated', 'encrypted'],
    because: 'a host without TLSA takes the mail unauthenticated',
  },
  {
    value: 'dane-only',
    seen: {
      mx: 'secure',
      hosts: [
        { dns: 'secure', tlsa: ['3 1 1'] },
        { dns: 'secure', tlsa: 'denied' },
      ],
    },
    outcome: 'authenticated',
    hosts: ['authenticated', 'defers'],
    because: 'which dane-only passes over',
  },
  {
    value: 'secure',
    seen: { hosts: [untested, {}] },
    outcome: 'authenticated',
    hosts: ['unknown', 'authenticated'],
    because: 'an unreached host takes nothing away at secure',
  },
  {
    value: 'encrypt',
    seen: { hosts: [untested, {}] },
    outcome: 'encrypted',
    because: 'nor at encrypt',
  },
  { value: 'may', seen: { hosts: [untested, {}] }, outcome: 'unknown', because: 'but perhaps it has no STARTTLS' },
  {
    value: 'secure',
    seen: { hosts: [untested, bad] },
    outcome: 'unknown',
    because: 'perhaps the unreached one verifies',
  },
  {
    value: 'none',
    seen: at({ outcome: 'untested' }),
    outcome: 'unknown',
    reason: 'not-reached',
    because: 'not even EHLO is known',
  },
  { value: 'none', seen: at({ outcome: 'untested', greeted: true }), outcome: 'clear', because: 'EHLO is enough' },
  {
    value: 'secure',
    seen: { hosts: [{ addresses: [selfSigned, { at: '2001:db8::1' }] }] },
    outcome: 'authenticated',
    because: 'another address of the host',
  },
  { value: 'secure', seen: { unseen: ['mx9.a.example'] }, outcome: 'authenticated', because: 'fails closed there' },
  {
    value: 'may',
    seen: { unseen: ['mx9.a.example'] },
    outcome: 'unknown',
    reason: 'not-examined',
    because: 'perhaps in the clear',
  },
  {
    value: 'dane',
    seen: { ...secure({}), unseen: ['mx9.a.example'] },
    outcome: 'unknown',
    reason: 'not-examined',
    because: 'perhaps it has no TLSA',
  },
  {
    value: 'may',
    seen: { hosts: [{ addresses: [{}], untried: 1 }] },
    outcome: 'unknown',
    because: 'an untried address',
  },
  {
    value: 'secure',
    seen: { hosts: [{ addresses: [{ outcome: 'starttls-refused', reply: '502 no' }] }, {}] },
    outcome: 'bounces',
    hosts: ['bounces', 'authenticated'],
    because: 'a 5xx reply of the preferred host ends the delivery',
  },
  {
    value: 'secure',
    seen: { hosts: [{}, { addresses: [{ outcome: 'starttls-refused', reply: '502 no' }] }] },
    outcome: 'authenticated',
    hosts: ['authenticated', 'bounces'],
    because: 'one of a host that is not preferred ends it only while the other is down',
  },
  {
    value: 'secure',
    seen: {
      hosts: [{ preference: 10 }, { preference: 10, addresses: [{ outcome: 'starttls-refused', reply: '502 no' }] }],
    },
    outcome: 'unknown',
    because: 'equal hosts are tried in any order',
  },
  {
    value: 'secure',
    seen: { hosts: [bad, { addresses: [{ outcome: 'starttls-refused', reply: '502 no' }] }] },
    outcome: 'bounces',
    because: 'no host takes the mail, and one refuses it for good',
  },
  {
    value: 'may',
    seen: { hosts: [{ addresses: [{ outcome: 'starttls-refused', reply: '502 no' }] }, {}] },
    outcome: 'clear',
    because: 'where TLS is optional nothing bounces',
  },
]);

judgeTable('where no host has a say', [
  ...(['none', 'may', 'secure', 'dane'] as const).flatMap((value): readonly JudgeRow[] => [
    {
      value,
      seen: { routing: 'null-mx', hosts: [] },
      outcome: 'bounces',
      reason: 'null-mx',
      because: '5.1.0 (RFC 7505)',
    },
    {
      value,
      seen: { routing: 'no-such-domain', hosts: [] },
      outcome: 'bounces',
      reason: 'no-such-domain',
      because: '5.4.4',
    },
    {
      value,
      seen: { hosts: [{ addresses: [] }] },
      outcome: 'bounces',
      hosts: ['bounces'],
      reason: 'no-address',
      because: 'the only host has no address',
    },
    { value, seen: { mx: 'servfail', hosts: [] }, outcome: 'defers', reason: 'mx-lookup-error', because: '4.4.3' },
    {
      value,
      seen: { mx: 'bogus', hosts: [] },
      outcome: 'defers',
      reason: 'mx-lookup-error',
      because: 'bogus: SERVFAIL',
    },
    {
      value,
      seen: { mx: 'timeout', hosts: [] },
      outcome: 'unknown',
      reason: 'mx-lookup-error',
      because: 'a lookup that failed only here decides nothing',
    },
    {
      value,
      seen: one({ dns: 'servfail', addresses: [] }),
      outcome: 'defers',
      reason: 'address-lookup-error',
      because: '4.4.3 for the address',
    },
  ]),
  {
    value: 'secure',
    seen: { hosts: [{ addresses: [] }, {}] },
    outcome: 'authenticated',
    hosts: ['bounces', 'authenticated'],
    because: 'a host without address is passed over',
  },
  {
    value: 'secure',
    seen: { hosts: [{ dns: 'servfail', addresses: [] }, {}] },
    outcome: 'authenticated',
    because: 'address lookups that fail are passed over while another host has an address',
  },
  {
    value: 'may',
    seen: one({ dns: 'timeout', addresses: [] }),
    sender: anySender,
    outcome: 'unknown',
    because: 'perhaps there is an address',
  },
  {
    value: 'may',
    seen: { mx: 'bogus', hosts: [] },
    sender: anySender,
    outcome: 'unknown',
    because: 'a resolver that does not validate takes bogus data for good',
  },
]);

/** Six hosts of equal or falling preference, of which some are bad at `secure`. */
function hosts(count: number, bads: readonly number[], preference?: number): readonly HostSpec[] {
  return Array.from({ length: count }, (_, index) => ({
    ...(bads.includes(index) ? bad : {}),
    ...(preference === undefined ? {} : { preference }),
  }));
}

judgeTable('smtp_mx_address_limit', [
  {
    value: 'secure',
    seen: { hosts: hosts(6, [0, 1, 2, 3, 4]) },
    outcome: 'defers',
    because: 'the sixth, good one is never tried',
  },
  { value: 'secure', seen: { hosts: hosts(5, [0, 1, 2, 3]) }, outcome: 'authenticated', because: 'the fifth is' },
  {
    value: 'secure',
    seen: { hosts: hosts(6, [0, 1, 2, 3, 4]) },
    sender: { mxAddressLimit: 0 },
    outcome: 'authenticated',
    because: '0 is no limit',
  },
  {
    value: 'secure',
    seen: { hosts: hosts(3, [0, 1]) },
    sender: { mxAddressLimit: 2 },
    outcome: 'defers',
    because: 'a limit of two',
  },
  {
    value: 'secure',
    seen: { hosts: hosts(6, [0, 1, 2, 3, 4], 10) },
    outcome: 'unknown',
    because: 'any five of six equal hosts',
  },
  {
    value: 'secure',
    seen: { hosts: hosts(6, [0, 1, 2, 3], 10) },
    outcome: 'authenticated',
    because: 'each five of six hold a good one',
  },
  {
    value: 'may',
    seen: { hosts: [...hosts(5, []), { addresses: [{ outcome: 'no-starttls' }] }] },
    outcome: 'encrypted',
    because: 'the sixth host is never tried in the clear either',
  },
  {
    value: 'secure',
    seen: {
      hosts: [{ addresses: [1, 2, 3, 4, 5].map((number) => ({ at: `2001:db8::${number}`, ...selfSigned })) }, {}],
    },
    outcome: 'authenticated',
    because: 'the families share the limit: an IPv4 address is tried (smtp_balance_inet_protocols)',
  },
  {
    value: 'secure',
    seen: { hosts: [...hosts(5, [0, 1, 2, 3, 4]), { dns: 'servfail', addresses: [] }, {}] },
    outcome: 'defers',
    because: 'a lookup that fails is no address',
  },
  {
    value: 'may',
    seen: {
      hosts: [
        ...Array.from({ length: 5 }, (): HostSpec => ({ dns: 'servfail', addresses: [] })),
        { addresses: [{ outcome: 'no-starttls' }] },
      ],
    },
    outcome: 'clear',
    because: 'and takes none of the five places',
  },
]);
