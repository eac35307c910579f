import { describe, expect, it } from 'vitest';
import { advise } from './advise';
import { anySender, dnssecSender } from './sender';
import { adviseTable } from './testing/advise-table';
import { buildEvidence, type HostSpec } from './testing/build-evidence';
import { at, one, secure, selfSigned } from './testing/judge-table';

const matching: HostSpec = { dns: 'secure', tlsa: ['3 1 1'] };
const bare: HostSpec = { ...matching, addresses: [selfSigned] };
const unreached = { addresses: [{ outcome: 'untested' }] } as const;
const provider = { name: 'mx.provider.example' };

describe('rows 1 and 2: DANE', () => {
  adviseTable([
    {
      because: 'every host matches',
      seen: secure(bare),
      profile: 'dnssec',
      advised: 'dane',
      first: 'dane-matches-all',
      runnersUp: ['dane-only'],
      costs: ['dane-only-holds'],
    },
    {
      because: 'it protects only consumers with DNSSEC, which is said',
      seen: secure(bare),
      profile: 'any',
      advised: 'dane',
      first: 'dane-needs-dnssec',
      also: ['no-secure'],
      runnersUp: [],
    },
    {
      because: 'secure holds as well: dane where there is DNSSEC',
      seen: secure({}),
      profile: 'dnssec',
      advised: 'dane',
      runnersUp: ['dane-only', 'secure'],
    },
    {
      because: 'secure holds as well: secure where nobody knows the consumers',
      seen: secure({}),
      profile: 'any',
      advised: 'secure',
      runnersUp: ['dane'],
      costs: ['dane-needs-dnssec'],
    },
    {
      because: 'dane-only by setting',
      seen: secure({}),
      profile: 'dnssec',
      options: { preferDaneOnly: true },
      advised: 'dane-only',
      also: ['dane-only-holds'],
      runnersUp: ['dane', 'secure'],
    },
    {
      because: 'dane-only never where it stops the mail of others',
      seen: secure(bare),
      profile: 'any',
      options: { preferDaneOnly: true },
      advised: 'dane',
      runnersUp: [],
    },
    {
      because: 'one host matches, the other is unreached and fails closed',
      seen: { mx: 'secure', hosts: [{ ...matching, ...unreached }, bare] },
      advised: 'dane',
      also: ['dane-matches-some', 'host-unreached'],
      runnersUp: [],
    },
    {
      because: 'one host matches, the other offers no STARTTLS and fails closed',
      seen: { mx: 'secure', hosts: [bare, { ...matching, addresses: [{ outcome: 'no-starttls' }] }] },
      advised: 'dane',
      also: ['dane-matches-some'],
      runnersUp: [],
    },
    {
      because: 'no host was reached',
      seen: secure({ ...unreached }),
      advised: 'untested',
      first: 'no-host-reached',
      runnersUp: [],
    },
    {
      because: 'never with a host without TLSA, to which mail would go unauthenticated',
      seen: { mx: 'secure', hosts: [matching, { dns: 'secure', tlsa: 'denied' }] },
      advised: 'secure',
      also: ['no-dane-no-tlsa'],
      runnersUp: [],
    },
    {
      because: 'never with a host whose TLSA nobody can use',
      seen: { mx: 'secure', hosts: [matching, { dns: 'secure', tlsa: ['0 0 1'] }] },
      advised: 'secure',
      also: ['no-dane-unusable'],
    },
    {
      because: 'never with an address, to which no TLSA records can belong',
      seen: { nextHop: '[192.0.2.35]', routing: 'bracketed', hosts: [{ name: '192.0.2.35', addresses: [selfSigned] }] },
      advised: 'none',
      also: ['no-dane-address'],
    },
    {
      because: 'never with a host in an unsigned zone',
      seen: { mx: 'secure', hosts: [bare, { name: 'mx.unsigned.example' }] },
      advised: 'none',
      first: 'chain-not-trusted',
      also: ['no-dane-no-tlsa'],
    },
    {
      because: 'never with a host that was not looked at',
      seen: { mx: 'secure', hosts: [bare], unseen: ['mx9.a.example'] },
      advised: 'none',
      first: 'chain-not-trusted',
      also: ['no-dane-untested'],
    },
    {
      because: 'a host without address takes no mail where DNSSEC proves that',
      seen: { mx: 'secure', hosts: [{ dns: 'secure', addresses: [] }, bare] },
      advised: 'dane',
      also: ['dane-matches-all'],
    },
    {
      because: 'where it does not prove it, somebody may give the host an address of his own',
      seen: { mx: 'secure', hosts: [{ name: 'gone.unsigned.example', addresses: [] }, bare] },
      advised: 'none',
      also: ['no-dane-no-tlsa'],
    },
    {
      because: 'never with an insecure MX set',
      seen: { mx: 'insecure', hosts: [bare] },
      advised: 'none',
      first: 'chain-not-trusted',
      also: ['no-dane-mx-insecure'],
      runnersUp: [],
    },
    {
      because: 'whatever smtp_tls_dane_insecure_mx_policy says',
      seen: { mx: 'insecure', hosts: [bare] },
      sender: { daneInsecureMxPolicy: 'dane' },
      advised: 'none',
      runnersUp: [],
    },
    {
      because: 'the absence of MX records is proven, and the domain matches',
      seen: { mx: 'secure', routing: 'implicit', hosts: [bare] },
      advised: 'dane',
    },
    {
      because: 'the absence of MX records is not proven',
      seen: { mx: 'insecure', routing: 'implicit', hosts: [bare] },
      advised: 'none',
    },
    {
      because: 'a host in brackets needs no MX set',
      seen: { nextHop: '[mx.a.example]:587', routing: 'bracketed', hosts: [bare] },
      advised: 'dane',
    },
    {
      because: 'the server shakes hands only with those who send the TLSA base domain, as DANE does',
      seen: secure({ addresses: [{ ...selfSigned, handshake: 'with-sni-only' }] }),
      advised: 'dane',
      also: ['dane-matches-all'],
    },
    {
      because: 'a handshake that is too weak for authenticating levels does not match',
      seen: secure({ addresses: [{ ...selfSigned, weak: true }] }),
      advised: 'none',
      first: 'handshake-fails',
    },
    {
      because: 'no DNSSEC lookups at a known sender',
      seen: secure(bare),
      profile: 'dnssec',
      sender: { profile: 'site', dnssecLookups: false },
      advised: 'none',
      runnersUp: [],
    },
  ]);
});

describe('rows 3 to 5: secure', () => {
  adviseTable([
    { because: 'the certificate names mx.DOMAIN', advised: 'secure', first: 'secure-next-hop', runnersUp: [] },
    { because: 'the certificate names DOMAIN', seen: at({ names: ['a.example'] }), advised: 'secure' },
    { because: 'the certificate names *.DOMAIN', seen: at({ names: ['*.a.example'] }), advised: 'secure' },
    {
      because: 'plain secure needs no name that plain DNS told',
      seen: { mx: 'insecure' },
      advised: 'secure',
      not: ['names-from-plain-dns'],
    },
    {
      because: 'an unreached host fails closed and is listed',
      seen: { hosts: [unreached, {}] },
      advised: 'secure',
      also: ['host-unreached'],
    },
    {
      because: 'a host that was not looked at fails closed and is listed',
      seen: { unseen: ['mx9.a.example'] },
      advised: 'secure',
      also: ['host-not-examined'],
    },
    {
      because: 'addresses that were left out are listed too',
      seen: { hosts: [{}, { addresses: [], untried: 2 }] },
      advised: 'secure',
      also: ['host-not-examined'],
    },
    {
      because: 'a host whose chain could not be judged fails closed and is listed',
      seen: { hosts: [{}, { addresses: [{ chain: 'untested' }] }] },
      advised: 'secure',
      also: ['trust-untested'],
    },
    {
      because: 'an unreached address of a proven host',
      seen: one({ addresses: [{}, { outcome: 'untested', at: '2001:db8::1' }] }),
      advised: 'secure',
    },
    {
      because: 'a reached address of the host that contradicts it',
      seen: one({ addresses: [{}, { ...selfSigned, at: '2001:db8::1' }] }),
      advised: 'none',
      first: 'chain-not-trusted',
      runnersUp: ['secure'],
      costs: ['mail-waits'],
    },
    {
      because: 'one of two hosts does not verify',
      seen: { hosts: [{}, { addresses: [selfSigned] }] },
      advised: 'none',
      first: 'chain-not-trusted',
      also: ['strongest-encrypted'],
      runnersUp: ['secure'],
      costs: ['mail-waits'],
    },
    {
      because: 'one of two hosts offers no STARTTLS',
      seen: { hosts: [{ addresses: [{ outcome: 'no-starttls' }] }, {}] },
      advised: 'none',
      first: 'no-starttls',
      also: ['strongest-encrypted'],
      runnersUp: ['secure'],
    },
    {
      because: 'a host that refuses STARTTLS for good makes mail bounce',
      seen: { hosts: [{}, { addresses: [{ outcome: 'starttls-refused', reply: '502 no' }] }] },
      advised: 'none',
      first: 'starttls-refused',
      runnersUp: ['secure'],
      costs: ['mail-bounces'],
    },
    {
      because: 'a host that fails its own TLSA is not verified, whatever its chain says',
      seen: { mx: 'secure', hosts: [{ ...matching, addresses: [{ match: 'not-matched' }] }, bare] },
      profile: 'any',
      advised: 'dane',
      not: ['secure-next-hop'],
    },
    {
      because: 'MTA-STS in force names the hosts',
      seen: { hosts: [provider], mtaSts: { mode: 'enforce', mx: ['mx.provider.example'] } },
      advised: 'secure match=mx.provider.example',
      first: 'secure-mta-sts',
      not: ['names-from-plain-dns'],
    },
    {
      because: 'a wildcard of MTA-STS is a suffix of match=',
      seen: { hosts: [provider], mtaSts: { mode: 'enforce', mx: ['*.provider.example'] } },
      advised: 'secure match=.provider.example',
      also: ['suffix-breadth'],
    },
    {
      because: 'names of the policy that no MX host has stay out',
      seen: {
        hosts: [provider],
        mtaSts: { mode: 'enforce', mx: ['backup.other.example', 'mx.provider.example'] },
      },
      advised: 'secure match=mx.provider.example',
    },
    {
      because: 'plain secure comes before the names of MTA-STS',
      seen: { mtaSts: { mode: 'enforce', mx: ['mx1.a.example'] } },
      advised: 'secure',
    },
    {
      because: 'MTA-STS in force, and the host does not verify',
      seen: {
        hosts: [{ ...provider, addresses: [{ chain: 'CERT_HAS_EXPIRED' }] }],
        mtaSts: { mode: 'enforce', mx: ['mx.provider.example'] },
      },
      advised: 'none',
      first: 'chain-not-trusted',
    },
    {
      because: 'explicit names from plain DNS are to be confirmed',
      seen: { hosts: [provider] },
      advised: 'secure match=mx.provider.example',
      confirm: ['mx.provider.example'],
      first: 'secure-hosts',
      also: ['names-from-plain-dns'],
    },
    {
      because: 'explicit names from a DNSSEC-secure MX set are not',
      seen: { mx: 'secure', hosts: [provider] },
      advised: 'secure match=mx.provider.example',
      also: ['names-from-dnssec'],
      not: ['names-from-plain-dns'],
    },
    {
      because: 'no roots at a known sender',
      profile: 'dnssec',
      sender: { profile: 'site', trustStore: 'empty' },
      advised: 'none',
      first: 'no-trust-store',
      runnersUp: [],
    },
  ]);
});

describe('row 7: none', () => {
  adviseTable([
    {
      because: 'self-signed',
      seen: at({ chain: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
      advised: 'none',
      first: 'chain-not-trusted',
      also: ['strongest-encrypted', 'no-dane-mx-insecure'],
      runnersUp: [],
    },
    {
      because: 'names another host',
      seen: at({ names: ['mx.unrelated.example'] }),
      advised: 'none',
      first: 'names-another-host',
    },
    { because: 'weak', seen: at({ weak: true }), advised: 'none', first: 'handshake-fails' },
    {
      because: 'STARTTLS refused',
      seen: at({ outcome: 'starttls-refused' }),
      advised: 'none',
      first: 'starttls-refused',
      also: ['strongest-clear'],
    },
    { because: 'handshake failed', seen: at({ outcome: 'tls-failed' }), advised: 'none', first: 'handshake-fails' },
    {
      because: 'the gravest first',
      seen: {
        hosts: [
          { addresses: [{ names: ['elsewhere.example'] }] },
          { addresses: [{ outcome: 'no-starttls' }] },
          { addresses: [selfSigned] },
        ],
      },
      advised: 'none',
      first: 'no-starttls',
      also: ['chain-not-trusted', 'names-another-host'],
    },
    { because: 'null MX', seen: { routing: 'null-mx', hosts: [] }, advised: 'none', first: 'takes-no-mail' },
    {
      because: 'no such domain',
      seen: { routing: 'no-such-domain', hosts: [] },
      advised: 'none',
      first: 'domain-unknown',
    },
    {
      because: 'no host has an address',
      seen: { hosts: [{ addresses: [] }, { addresses: [] }] },
      advised: 'none',
      first: 'hosts-without-address',
    },
  ]);
});

it('tells of a host that was tried before one that was left alone, and does not send anybody to another network for the latter', () => {
  const seen = buildEvidence({
    hosts: [
      { name: 'mx1.a.example', ...unreached },
      { name: 'mx2.a.example', ...unreached },
    ],
  });
  const leftAlone = (count: number) => ({
    ...seen,
    hosts: seen.hosts.map((host, index) => ({
      ...host,
      addresses: host.addresses.map((address) =>
        index < count ? { ...address, cause: { id: 'no-probe', text: 'it asked for that' } as const } : address,
      ),
    })),
  });
  const [tried] = advise(leftAlone(1), dnssecSender).reasons;
  expect(tried).toMatchObject({ id: 'no-host-reached', text: expect.stringContaining('mx2.a.example') as string });
  const [asked] = advise(leftAlone(2), dnssecSender).reasons;
  expect(asked).toMatchObject({ id: 'no-host-asked', text: expect.stringContaining('it asked for that') as string });
  expect(asked?.text).not.toContain('probe again');
});

describe('could not be tested', () => {
  adviseTable([
    { because: 'nobody answered', seen: one(unreached), advised: 'untested', first: 'no-host-reached' },
    {
      because: 'nobody answered, while others were left out',
      seen: { hosts: [unreached], unseen: ['mx9.a.example'] },
      advised: 'untested',
    },
    {
      because: 'the chain could not be judged',
      seen: at({ chain: 'untested' }),
      advised: 'untested',
      first: 'trust-untested',
    },
    {
      because: 'the TLSA match could not be tested, and the chain is not trusted otherwise',
      seen: secure({ addresses: [{ chain: 'untested', match: 'untested' }] }),
      advised: 'untested',
      first: 'tlsa-match-untested',
      also: ['trust-untested'],
    },
    {
      because: 'the handshake with the TLSA base domain failed only here',
      seen: secure({ addresses: [{ chain: 'untested', handshake: 'without-sni-only' }] }),
      advised: 'untested',
      first: 'tlsa-match-untested',
    },
    {
      because: 'one host was not reached and the other does not verify: proven enough',
      seen: { hosts: [unreached, { addresses: [selfSigned] }] },
      advised: 'none',
      first: 'chain-not-trusted',
    },
    {
      because: 'somebody cancelled the probe',
      seen: { stopped: { id: 'cancelled', text: 'it was cancelled' } },
      advised: 'untested',
      first: 'probe-stopped',
      runnersUp: [],
    },
    {
      because: 'the deadline came before all hosts were known',
      seen: { unseen: ['mx9.a.example'], stopped: { id: 'deadline', text: 'the deadline was over' } },
      advised: 'untested',
      first: 'probe-stopped',
    },
    {
      because: 'the deadline came after that: what was seen counts',
      seen: { hosts: [{}, unreached], stopped: { id: 'deadline', text: 'the deadline was over' } },
      advised: 'secure',
      also: ['host-unreached'],
    },
  ]);
});

describe('the provenance comment', () => {
  const seen = { hosts: [provider] };
  it('stands above names from plain DNS, with date, resolver and names', () => {
    expect(advise(buildEvidence(seen), dnssecSender).comment).toBe(
      '# tls-policy-probe: 2026-11-24, resolver 192.0.2.53:53, names from plain DNS: mx.provider.example',
    );
  });

  it('stands above others only by setting', () => {
    expect(advise(buildEvidence(), anySender).comment).toBeNull();
    expect(advise(buildEvidence(), anySender, { alwaysComment: true }).comment).toBe(
      '# tls-policy-probe: 2026-11-24, resolver 192.0.2.53:53',
    );
  });
});
