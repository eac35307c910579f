import { describe } from 'vitest';
import { type AdviseRow, adviseTable } from './testing/advise-table';
import type { HostSpec } from './testing/build-evidence';
import { secure, selfSigned } from './testing/judge-table';

const mismatching: HostSpec = { dns: 'secure', tlsa: ['3 1 1'], addresses: [{ match: 'not-matched' }] };
const matching: HostSpec = { dns: 'secure', tlsa: ['3 1 1'], addresses: [{ match: 'matched' }] };
const unreached: HostSpec = { dns: 'secure', tlsa: ['3 1 1'], addresses: [{ outcome: 'untested' }] };
const provider = { name: 'mx.provider.example' };

describe('row 0: a usable TLSA record does not match, and no other host matches', () => {
  adviseTable([
    {
      because: 'the only host: a man in the middle looks exactly like this',
      seen: secure(mismatching),
      advised: 'none',
      first: 'tlsa-mismatch',
      runnersUp: ['secure'],
      costs: ['overrides-dane'],
    },
    {
      because: 'DANE-TA matches and the name does not',
      seen: secure({ tlsa: ['2 1 1'], addresses: [{ match: 'name' }] }),
      advised: 'none',
      first: 'tlsa-mismatch',
    },
    {
      because: 'DANE-TA matches and the certificate has expired',
      seen: secure({ tlsa: ['2 1 1'], addresses: [{ match: 'expired', chain: 'CERT_HAS_EXPIRED' }] }),
      advised: 'none',
      first: 'tlsa-mismatch',
      runnersUp: [],
    },
    {
      because: 'the other host was not reached, so nothing shows that the domain’s DANE works',
      seen: { mx: 'secure', hosts: [mismatching, unreached] },
      advised: 'none',
      first: 'tlsa-mismatch',
    },
    {
      because: 'the other host has no TLSA',
      seen: { mx: 'secure', hosts: [mismatching, { dns: 'secure', tlsa: 'denied' }] },
      advised: 'none',
      first: 'tlsa-mismatch',
    },
    {
      because: 'one address of the host matches and another does not',
      seen: secure({ addresses: [{}, { match: 'not-matched' }] }),
      advised: 'none',
      first: 'tlsa-mismatch',
    },
    {
      because: 'an insecure MX set makes it no better',
      seen: { mx: 'insecure', hosts: [mismatching] },
      advised: 'none',
      first: 'tlsa-mismatch',
      runnersUp: ['secure'],
      costs: ['overrides-dane'],
    },
    {
      because: 'at a host in brackets',
      seen: { nextHop: '[mx.a.example]', routing: 'bracketed', hosts: [mismatching] },
      advised: 'none',
      first: 'tlsa-mismatch',
    },
    {
      because: 'another host matches: no contradiction, and the mismatching one fails closed',
      seen: { mx: 'secure', hosts: [mismatching, matching] },
      advised: 'dane',
      also: ['dane-matches-some'],
      not: ['tlsa-mismatch'],
    },
    {
      because: 'a match that could not be tested is none',
      seen: secure({ addresses: [{ match: 'untested' }] }),
      advised: 'secure',
      not: ['tlsa-mismatch'],
    },
    {
      because: 'records that nobody can use demand nothing',
      seen: secure({ tlsa: ['1 1 1'], addresses: [{ match: 'no-usable-record' }] }),
      advised: 'secure',
      also: ['no-dane-unusable'],
      not: ['tlsa-mismatch'],
    },
  ]);
});

const failing = ['servfail', 'timeout', 'bogus'] as const;

describe('row 0: a TLSA, MX or address lookup is bogus or fails', () => {
  adviseTable([
    ...failing.flatMap((kind): readonly AdviseRow[] => {
      const told = kind === 'bogus' ? 'none' : 'untested';
      const first = kind === 'bogus' ? 'dnssec-bogus' : 'dns-failed';
      return [
        { because: `the TLSA lookup: ${kind}`, seen: secure({ tlsa: kind }), advised: told, first },
        { because: `the MX lookup: ${kind}`, seen: { mx: kind, hosts: [] }, advised: told, first, runnersUp: [] },
        {
          because: `the address lookups of the only host: ${kind}`,
          seen: { hosts: [{ dns: kind, addresses: [] }] },
          advised: told,
          first,
        },
        {
          because: `the address lookups of the second host: ${kind}`,
          seen: { hosts: [{}, { dns: kind, addresses: [] }] },
          advised: told,
          first,
          runnersUp: ['secure'],
          costs: ['overrides-lookup'],
        },
        {
          because: `the TLSA lookup of one host, while the other matches: ${kind}`,
          seen: { mx: 'secure', hosts: [matching, { dns: 'secure', tlsa: kind }] },
          advised: told,
          first,
        },
      ];
    }),
    {
      because: 'bogus data goes before a mismatch, and that before a failed lookup',
      seen: {
        mx: 'secure',
        hosts: [{ dns: 'secure', tlsa: 'servfail' }, mismatching, { dns: 'bogus', addresses: [] }],
      },
      advised: 'none',
      first: 'dnssec-bogus',
      also: ['tlsa-mismatch', 'dns-failed'],
    },
    {
      because: 'a failed lookup does not hide a proven mismatch',
      seen: { mx: 'secure', hosts: [{ dns: 'secure', tlsa: 'servfail' }, mismatching] },
      advised: 'none',
      first: 'tlsa-mismatch',
    },
  ]);
});

describe('row 0: MTA-STS', () => {
  const enforce = (...mx: readonly string[]) => ({ mode: 'enforce', mx }) as const;
  adviseTable([
    {
      because: 'an enforced policy forbids the host that was seen',
      seen: { hosts: [provider], mtaSts: enforce('mx.former.example') },
      advised: 'none',
      first: 'mta-sts-forbids',
      runnersUp: ['secure match=mx.provider.example'],
      costs: ['overrides-mta-sts', 'names-from-plain-dns'],
    },
    {
      because: 'even where the certificate names the next-hop',
      seen: { mtaSts: enforce('mx.former.example') },
      advised: 'none',
      first: 'mta-sts-forbids',
      runnersUp: ['secure'],
    },
    {
      because: 'even where DANE holds',
      seen: { ...secure({}), mtaSts: enforce('mx.former.example') },
      advised: 'none',
      first: 'mta-sts-forbids',
    },
    {
      because: 'one of two hosts',
      seen: { hosts: [{}, provider], mtaSts: enforce('mx1.a.example') },
      advised: 'none',
      first: 'mta-sts-forbids',
    },
    {
      because: 'an MX host that the probe did not look at',
      seen: { unseen: ['mx9.b.example'], mtaSts: enforce('*.a.example') },
      advised: 'none',
      first: 'mta-sts-forbids',
    },
    {
      because: 'a wildcard allows one label',
      seen: { hosts: [{ name: 'a.b.provider.example' }], mtaSts: enforce('*.provider.example') },
      advised: 'none',
      first: 'mta-sts-forbids',
    },
    {
      because: 'a wildcard does not allow the name itself',
      seen: { hosts: [{ name: 'provider.example' }], mtaSts: enforce('*.provider.example') },
      advised: 'none',
      first: 'mta-sts-forbids',
    },
    {
      because: 'mode testing forbids nothing',
      seen: { mtaSts: { mode: 'testing', mx: ['mx.former.example'] } },
      advised: 'secure',
      also: ['mta-sts-testing'],
    },
    {
      because: 'mode none forbids nothing',
      seen: { mtaSts: { mode: 'none', mx: [] } },
      advised: 'secure',
      not: ['mta-sts-testing'],
    },
    {
      because: 'a policy that can’t be fetched is not no policy: names from plain DNS wait for it',
      seen: { hosts: [provider], mtaSts: 'unfetchable' },
      advised: 'untested',
      first: 'mta-sts-untested',
      runnersUp: ['secure match=mx.provider.example'],
      costs: ['mta-sts-untested'],
    },
    {
      because: 'nor is a record that could not be asked for',
      seen: { hosts: [provider], mtaSts: 'unknown' },
      advised: 'untested',
      first: 'mta-sts-untested',
    },
    {
      because: 'names from a DNSSEC-secure MX set do not rest on it',
      seen: { mx: 'secure', hosts: [provider], mtaSts: 'unfetchable' },
      advised: 'secure match=mx.provider.example',
      also: ['mta-sts-passed-over', 'names-from-dnssec'],
    },
    {
      because: 'nor does a certificate for the next-hop',
      seen: { mtaSts: 'unfetchable' },
      advised: 'secure',
      also: ['mta-sts-passed-over'],
    },
    {
      because: 'nor does DANE',
      seen: { ...secure({ addresses: [selfSigned] }), mtaSts: 'unfetchable' },
      advised: 'dane',
      also: ['mta-sts-passed-over'],
    },
  ]);
});
