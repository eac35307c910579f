import { describe, expect, it } from 'vitest';
import { advise } from './advise';
import { dnssecSender, type Sender } from './sender';
import { adviseTable } from './testing/advise-table';
import { buildEvidence, keyDigest } from './testing/build-evidence';
import { at, secure, selfSigned } from './testing/judge-table';

const site: Partial<Sender> = { profile: 'site' };
const otherKey = '0f'.repeat(32);
const pinned = `fingerprint match=${keyDigest}`;

describe('the minimum level', () => {
  adviseTable([
    {
      because: 'secure is enough',
      seen: at({}),
      options: { minimumLevel: 'secure' },
      advised: 'secure',
      runnersUp: [],
    },
    {
      because: 'what is below it is said, and neither advised nor offered',
      seen: at({}),
      profile: 'dnssec',
      options: { minimumLevel: 'dane' },
      advised: 'none',
      first: 'below-minimum',
      also: ['no-dane-mx-insecure'],
      runnersUp: [],
    },
    {
      because: 'what is above it is advised alone',
      seen: secure({}),
      profile: 'dnssec',
      options: { minimumLevel: 'dane' },
      advised: 'dane',
      runnersUp: ['dane-only'],
    },
    {
      because: 'dane-only is more than dane',
      seen: secure({}),
      profile: 'dnssec',
      options: { minimumLevel: 'dane-only' },
      advised: 'dane-only',
      runnersUp: [],
    },
    {
      because: 'where nobody knows the consumers, dane protects only some of them',
      seen: secure({}),
      profile: 'any',
      options: { minimumLevel: 'secure' },
      advised: 'secure',
      runnersUp: [],
    },
    {
      because: 'and is not left over as the last one there',
      seen: secure({ addresses: [selfSigned] }),
      profile: 'any',
      options: { minimumLevel: 'secure' },
      advised: 'none',
      first: 'below-minimum',
    },
    {
      because: 'what does not hold is told as ever',
      seen: at(selfSigned),
      options: { minimumLevel: 'dane' },
      advised: 'none',
      first: 'chain-not-trusted',
    },
    {
      because: 'what overrides the domain itself is below it, too',
      seen: secure({ addresses: [{ match: 'not-matched' }] }),
      profile: 'dnssec',
      options: { minimumLevel: 'dane' },
      advised: 'none',
      first: 'tlsa-mismatch',
      runnersUp: [],
    },
    {
      because: 'digests may be left out though they are allowed',
      seen: at(selfSigned),
      profile: 'dnssec',
      sender: site,
      options: { minimumLevel: 'secure', allowFingerprint: true },
      advised: 'none',
      runnersUp: [],
    },
  ]);
});

describe('row 6: digests of keys', () => {
  adviseTable([
    {
      because: 'not unless it is allowed',
      seen: at(selfSigned),
      profile: 'dnssec',
      sender: site,
      advised: 'none',
      runnersUp: [],
    },
    {
      because: 'not where the main.cf is not known',
      seen: at(selfSigned),
      options: { allowFingerprint: true },
      advised: 'none',
      runnersUp: [],
    },
    {
      because: 'offered with what it costs, and never advised',
      seen: at(selfSigned),
      profile: 'dnssec',
      sender: site,
      options: { allowFingerprint: true },
      advised: 'none',
      first: 'chain-not-trusted',
      runnersUp: [pinned],
      costs: ['fingerprint-breaks', 'fingerprint-first-use'],
    },
    {
      because: 'beside what is advised, too',
      seen: at({}),
      profile: 'dnssec',
      sender: site,
      options: { allowFingerprint: true },
      advised: 'secure',
      runnersUp: [pinned],
    },
    {
      because: 'each key once',
      seen: {
        hosts: [
          { name: 'mx1.a.example', addresses: [selfSigned, selfSigned] },
          { name: 'mx2.a.example', addresses: [{ ...selfSigned, keyDigest: otherKey }] },
        ],
      },
      profile: 'dnssec',
      sender: site,
      options: { allowFingerprint: true },
      advised: 'none',
      runnersUp: [`fingerprint match=${otherKey}|${keyDigest}`],
    },
    {
      because: 'the key that is shown to clients that send what smtp_tls_servername says',
      seen: at({ ...selfSigned, keyDigest: otherKey, byName: { chain: 'DEPTH_ZERO_SELF_SIGNED_CERT' } }),
      profile: 'dnssec',
      sender: { ...site, serverName: 'hostname' },
      options: { allowFingerprint: true },
      advised: 'none',
      runnersUp: [`fingerprint match=${otherKey}`],
    },
    {
      because: 'not where digests are of another kind',
      seen: at(selfSigned),
      profile: 'dnssec',
      sender: { ...site, fingerprintDigest: 'sha1' },
      options: { allowFingerprint: true },
      advised: 'none',
      runnersUp: [],
    },
    {
      because: 'not where no key was seen',
      seen: at({ outcome: 'no-starttls' }),
      profile: 'dnssec',
      sender: site,
      options: { allowFingerprint: true },
      advised: 'none',
      runnersUp: [],
    },
    {
      because: 'what fails the TLSA records of the domain is told to override them',
      seen: secure({ addresses: [{ ...selfSigned, match: 'not-matched' }] }),
      profile: 'dnssec',
      sender: site,
      options: { allowFingerprint: true },
      advised: 'none',
      runnersUp: [pinned],
      costs: ['overrides-dane', 'fingerprint-breaks'],
    },
  ]);

  it('is to be confirmed, with a comment that tells whose keys they are', () => {
    const { runnersUp } = advise(
      buildEvidence(at(selfSigned)),
      { ...dnssecSender, ...site },
      { allowFingerprint: true },
    );
    const [offered] = runnersUp;
    expect(offered?.confirm).toEqual(['mx1.a.example']);
    expect(offered?.comment).toMatch(
      /^# tls-policy-probe: 2026-11-24, resolver \S+, keys as shown by: mx1\.a\.example$/,
    );
  });

  it('names the hosts whose keys are not known', () => {
    const seen = { hosts: [{ addresses: [selfSigned] }, { addresses: [{ outcome: 'untested' as const }] }] };
    const { runnersUp } = advise(buildEvidence(seen), { ...dnssecSender, ...site }, { allowFingerprint: true });
    expect(runnersUp[0]?.reasons.map(({ id }) => id)).toContain('host-unreached');
  });
});

describe('what main.cf says of the server name', () => {
  const other = { names: ['elsewhere.example'], byName: { names: ['mx1.a.example'] } } as const;
  const named: Partial<Sender> = { profile: 'site', serverName: 'hostname' };
  adviseTable([
    {
      because: 'the entry need not say it again',
      seen: at(other),
      profile: 'dnssec',
      sender: named,
      advised: 'secure',
      not: ['server-name-decides'],
    },
    {
      because: 'a release that does not know the parameter sends none',
      seen: at(other),
      profile: 'dnssec',
      sender: { ...named, version: '3.3' },
      advised: 'none',
    },
    {
      because: 'what is shown without a name proves nothing',
      seen: at({ byName: { names: ['elsewhere.example'] } }),
      profile: 'dnssec',
      sender: named,
      advised: 'none',
      first: 'names-another-host',
    },
    {
      because: 'nothing is known of a name that nobody sent',
      seen: at({}),
      profile: 'dnssec',
      sender: { ...named, serverName: 'other.example' },
      advised: 'untested',
    },
  ]);
});
