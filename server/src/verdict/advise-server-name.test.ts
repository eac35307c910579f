import { describe, expect, it } from 'vitest';
import { formatPolicyValue } from '../policy/entry';
import { parsePolicyValue } from '../policy/value';
import { advise } from './advise';
import { planEntry } from './plan';
import { dnssecSender } from './sender';
import { adviseTable } from './testing/advise-table';
import { type AddressSpec, buildEvidence, type EvidenceSpec, type HostSpec } from './testing/build-evidence';
import { at, secure, selfSigned } from './testing/judge-table';

/** A server that shows a certificate for somebody else, and another one to clients that send the name of the host. */
const byName = (names: readonly string[], others: Partial<AddressSpec> = {}): HostSpec => ({
  addresses: [{ names: ['default.invalid'], byName: { names }, ...others }],
});
const ofProvider = (name: string, host: HostSpec): HostSpec => ({ ...host, name });
const mx1 = 'mx1.provider.example';
const mx2 = 'mx2.provider.example';

describe('servername=hostname, where SNI decides', () => {
  adviseTable([
    {
      because: 'the certificate for the name is below the next-hop',
      seen: { hosts: [byName(['mx1.a.example'])] },
      advised: 'secure servername=hostname',
      first: 'secure-next-hop',
      also: ['server-name-decides', 'no-secure'],
      runnersUp: [],
    },
    {
      because: 'or names the next-hop',
      seen: { hosts: [byName(['a.example'])] },
      advised: 'secure servername=hostname',
      first: 'secure-next-hop',
    },
    {
      because: 'or the host of a provider, known from plain DNS',
      seen: { hosts: [ofProvider(mx1, byName([mx1]))] },
      advised: `secure match=${mx1} servername=hostname`,
      confirm: [mx1],
      first: 'secure-hosts',
      also: ['server-name-decides', 'names-from-plain-dns'],
    },
    {
      because: 'names are taken by the certificate for the name: a sibling comes to the suffix',
      seen: { hosts: [ofProvider(mx1, byName(['mail.provider.example']))] },
      advised: 'secure match=.provider.example servername=hostname',
      confirm: ['.provider.example'],
      also: ['suffix-breadth'],
    },
    {
      because: 'and so is its breadth',
      seen: { hosts: [ofProvider(mx1, byName(['*.provider.example']))] },
      advised: `secure match=${mx1} servername=hostname`,
      confirm: [mx1],
      also: ['wildcard-breadth'],
    },
    {
      because: 'or the host that an MTA-STS policy names',
      seen: { hosts: [ofProvider(mx1, byName([mx1]))], mtaSts: { mode: 'enforce', mx: ['*.provider.example'] } },
      advised: 'secure match=.provider.example servername=hostname',
      first: 'secure-mta-sts',
      also: ['server-name-decides'],
    },
    {
      because: 'a policy that can’t be had may forbid the names of plain DNS here as well',
      seen: { hosts: [ofProvider(mx1, byName([mx1]))], mtaSts: 'unfetchable' },
      advised: 'untested',
      first: 'mta-sts-untested',
      runnersUp: [`secure match=${mx1} servername=hostname`],
    },
    {
      because: 'the handshake fails without the name',
      seen: at({ handshake: 'with-sni-only', byName: {} }),
      advised: 'secure servername=hostname',
    },
    {
      because: 'the chain is not trusted without the name',
      seen: at({ ...selfSigned, byName: { chain: 'trusted', names: ['mx1.a.example'] } }),
      advised: 'secure servername=hostname',
    },
    {
      because: 'one host needs the name, and the other shows the same with it',
      seen: { hosts: [byName(['mx1.a.example']), { addresses: [{ byName: {} }] }] },
      advised: 'secure servername=hostname',
    },
    {
      because: 'not while a reached host was not sent its name',
      seen: { hosts: [byName(['mx1.a.example']), {}] },
      advised: 'none',
      first: 'names-another-host',
      runnersUp: ['secure'],
    },
    {
      because: 'not while the name makes another host worse',
      seen: { hosts: [byName(['mx1.a.example']), { addresses: [{ byName: { chain: 'CERT_HAS_EXPIRED' } }] }] },
      advised: 'none',
      runnersUp: ['secure'],
    },
    {
      because: 'not where the entry does without',
      seen: at({ byName: {} }),
      advised: 'secure',
    },
    {
      because: 'nor where a suffix does',
      seen: {
        hosts: [ofProvider(mx1, { addresses: [{ names: ['mail.provider.example'], byName: { names: [mx1] } }] })],
      },
      advised: 'secure match=.provider.example',
      confirm: ['.provider.example'],
    },
    {
      because: 'not where the certificate for the name is no better',
      seen: { hosts: [byName(['elsewhere.example'])] },
      advised: 'none',
      first: 'names-another-host',
    },
    {
      because: 'the name can’t be sent by Postfix before 3.4',
      seen: { hosts: [byName(['mx1.a.example'])] },
      sender: { version: '3.3.22' },
      advised: 'none',
    },
    {
      because: 'a host that could not be reached fails closed',
      seen: { hosts: [byName(['mx1.a.example']), { addresses: [{ outcome: 'untested' }] }] },
      advised: 'secure servername=hostname',
      also: ['host-unreached'],
    },
    {
      because: 'the session for DANE is the one with the name',
      seen: secure({ addresses: [{ names: ['default.invalid'], withSni: { names: ['mx1.a.example'] } }] }),
      profile: 'dnssec',
      advised: 'dane',
      runnersUp: ['dane-only', 'secure servername=hostname'],
    },
    {
      because: 'the session for DANE is the one with the name',
      seen: secure({ addresses: [{ names: ['default.invalid'], withSni: { names: ['mx1.a.example'] } }] }),
      profile: 'any',
      advised: 'secure servername=hostname',
      runnersUp: ['dane'],
    },
    {
      because: 'a host that fails its own TLSA is not verified, whatever it shows for its name',
      seen: secure({
        addresses: [{ names: ['default.invalid'], withSni: { names: ['mx1.a.example'] }, match: 'not-matched' }],
      }),
      advised: 'none',
      first: 'tlsa-mismatch',
    },
  ]);

  adviseTable(
    (['connect-timeout', 'handshake-failed'] as const).map((what) => ({
      because: `what is shown for the name was not seen: ${what}`,
      seen: { hosts: [byName([], { byName: what })] },
      advised: what === 'connect-timeout' ? 'untested' : 'none',
      first: what === 'connect-timeout' ? ('server-name-untested' as const) : ('names-another-host' as const),
    })),
  );
});

describe('hosts of equal preference', () => {
  const rotated = (names: readonly string[]): EvidenceSpec => ({
    hosts: names.map((name) => ({ name, preference: 10 })),
  });
  const five = [1, 2, 3, 4, 5].map((number) => `mx.hoster${number}.example`);

  adviseTable(
    [
      [mx1, mx2],
      [mx2, mx1],
    ].map((names) => ({
      because: `stand in the same order, whatever the resolver says: ${names.join(', ')}`,
      seen: rotated(names),
      advised: `secure match=${mx1}:${mx2}`,
      confirm: [mx1, mx2],
    })),
  );
  adviseTable(
    [five, [...five].reverse(), [...five.slice(2), ...five.slice(0, 2)]].map((names, index) => ({
      because: `more than are named one by one, rotated ${index}`,
      seen: rotated(names),
      advised: `secure match=${five.join(':')}`,
      confirm: five,
    })),
  );
  adviseTable([
    {
      because: 'the preferred ones come first, and those not looked at last',
      seen: {
        hosts: [
          { name: mx1, preference: 20 },
          { name: mx2, preference: 10 },
        ],
        unseen: ['mx9.provider.example', 'mx8.provider.example'],
      },
      advised: `secure match=${mx2}:${mx1}:mx8.provider.example:mx9.provider.example`,
      confirm: [mx2, mx1, 'mx8.provider.example', 'mx9.provider.example'],
    },
  ]);
});

describe('planEntry, where SNI decides', () => {
  const evidence = buildEvidence({ hosts: [byName(['mx1.a.example'])] });
  const advice = advise(evidence, dnssecSender);

  it.each([
    ['may', 'secure servername=hostname'],
    ['encrypt protocols=>=TLSv1.2', 'secure servername=hostname protocols=>=TLSv1.2'],
    ['secure', 'secure servername=hostname'],
    ['secure protocols=>=TLSv1.2', 'secure servername=hostname protocols=>=TLSv1.2'],
    ['secure servername=hostname', 'entry-equal'],
    ['secure servername=mx1.a.example', 'entry-equal'],
    // A server name of its own is never exchanged.
    ['secure servername=other.example', 'entry-attribute-unproven'],
    ['encrypt servername=other.example', 'entry-attribute-unproven'],
    ['encrypt servername=mx1.a.example', 'secure servername=mx1.a.example'],
  ])('%s: %s', (existing, told) => {
    const plan = planEntry(parsePolicyValue(existing).value, advice, evidence, dnssecSender);
    expect(plan.kind === 'write' ? formatPolicyValue(plan.value) : plan.reason.id).toBe(told);
  });
});
