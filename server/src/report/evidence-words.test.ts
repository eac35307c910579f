import { describe, expect, it } from 'vitest';
import type { DnsAnswer } from '../probe/dns/answer';
import type { AddressEvidence, DaneEvidence, HostEvidence, PkixEvidence } from '../probe/evidence';
import {
  describeAliases,
  describeAnswer,
  describeAuthentication,
  describeDane,
  describeExpiry,
  describeOutcome,
  describePkix,
  describeTlsa,
  describeTlsaRecord,
} from './evidence-words';
import { address, answer, host, session } from './testing/samples';

const mx = answer('a.example', 'MX', [{ preference: 10, exchange: 'mx.a.example' }], 'secure');
const timeout = { id: 'dns-timeout', text: 'no reply from 192.0.2.53 within 5 s' } as const;

describe('describeAnswer', () => {
  it.each<[string, DnsAnswer, string, string]>([
    ['records', mx, 'plain', 'DNSSEC-secure'],
    ['an insecure absence', answer('a.example', 'MX', []), 'plain', 'none, insecure (unsigned)'],
    ['no such name', { ...mx, outcome: 'no-such-name', records: [] }, 'plain', 'no such name, DNSSEC-secure'],
    [
      'a failed lookup',
      { ...mx, outcome: 'failed', status: 'indeterminate', records: [], cause: timeout },
      'untested',
      'lookup failed: no reply from 192.0.2.53 within 5 s',
    ],
    [
      'a bogus answer',
      { ...mx, status: 'bogus', cause: { id: 'dnssec-bogus', text: 'the signature does not verify' } },
      'bad',
      'DNSSEC bogus: the signature does not verify',
    ],
    ['records that were not validated', { ...mx, status: 'indeterminate' }, 'untested', 'not validated'],
  ])('%s', (_title, given, tone, text) => expect(describeAnswer(given)).toEqual({ tone, text }));

  it('tells the aliases that were followed', () => {
    expect(describeAliases(mx)).toBeNull();
    const aliases = [{ from: 'a.example', to: 'b.example', status: 'insecure' }] as const;
    expect(describeAliases({ ...mx, aliases })).toBe('a.example → b.example (insecure (unsigned))');
  });
});

describe('describeOutcome', () => {
  const cause = { id: 'temporary-reply', text: '454 TLS not available' } as const;
  it.each<[AddressEvidence, string, string]>([
    [address('192.0.2.1', { tls: session([]) }), 'plain', 'TLSv1.3, TLS_AES_256_GCM_SHA384, no SNI'],
    [address('192.0.2.1', { outcome: 'no-starttls' }), 'bad', 'STARTTLS is not offered'],
    [
      address('192.0.2.1', { outcome: 'no-starttls', helo: { code: 250, lines: ['mx.example'] } }),
      'bad',
      'STARTTLS is not offered: the server knows HELO alone',
    ],
    [
      address('192.0.2.1', { outcome: 'starttls-refused', cause }),
      'bad',
      'STARTTLS is offered, then refused: 454 TLS not available',
    ],
    [address('192.0.2.1', { outcome: 'tls-failed', cause }), 'bad', 'the TLS handshake failed: 454 TLS not available'],
    [address('192.0.2.1', { outcome: 'untested', cause }), 'untested', 'could not be tested: 454 TLS not available'],
  ])('%#', (given, tone, text) => expect(describeOutcome(given)).toEqual({ tone, text }));
});

describe('describePkix and describeDane', () => {
  const matched: DaneEvidence = { verdict: 'matched', record: 1, depth: 2, failure: 'none' };
  const selfSigned: PkixEvidence = { verdict: 'untrusted', error: 'DEPTH_ZERO_SELF_SIGNED_CERT' };

  it('does not fault a chain that DANE does not ask for', () => {
    expect(describePkix(session([], { pkix: selfSigned })).tone).toBe('bad');
    expect(describePkix(session([], { pkix: selfSigned, dane: matched })).tone).toBe('plain');
    expect(describePkix(session([], { pkix: selfSigned, dane: { ...matched, verdict: 'not-matched' } })).tone).toBe(
      'bad',
    );
  });

  it('tells by which root a chain is trusted, and which of several stores holds it', () => {
    const told = (more: Partial<PkixEvidence>): string =>
      describePkix(session([], { pkix: { verdict: 'trusted', error: null, ...more } })).text;
    expect(told({})).toBe('chain is trusted');
    expect(told({ root: 'O=Lab, CN=Lab Root CA' })).toBe('chain is trusted, by Lab Root CA');
    expect(told({ root: 'CN=Lab Root CA', store: 'CA folder certs' })).toBe(
      'chain is trusted, by Lab Root CA (CA folder certs)',
    );
  });

  it('tells an error that it has no words for by its code', () => {
    for (const error of ['CRL_HAS_EXPIRED', 'constructor', '__proto__']) {
      expect(describePkix(session([], { pkix: { verdict: 'untrusted', error } })).text).toContain(error);
    }
  });

  it('says when the session is too weak to authenticate', () => {
    expect(describeAuthentication(session([])).map(({ tone }) => tone)).toEqual(['good']);
    expect(describeAuthentication(session([], { securityLevelOk: false })).map(({ tone }) => tone)).toEqual([
      'bad',
      'good',
    ]);
  });

  it('counts the records as the table does', () => {
    expect(describeDane(session([], { dane: matched }))?.text).toBe('TLSA record 2 matches at depth 2');
    expect(describeDane(session([], { dane: { ...matched, verdict: 'untested' } }))?.tone).toBe('untested');
    expect(describeDane(session([], { dane: { ...matched, verdict: 'not-matched', failure: 'name' } }))).toEqual({
      tone: 'bad',
      text: 'a DANE-TA record matches, but the certificate names another host',
    });
    expect(describeDane(session([]))).toBeNull();
  });
});

describe('describeTlsa', () => {
  const record = { usage: 3, selector: 1, matchingType: 1, data: 'aa', usable: true, unusable: null } as const;
  const lookup = (given: Partial<DnsAnswer<'TLSA'>>) => [
    { base: 'mx.a.example', answer: { ...answer('_25._tcp.mx.a.example', 'TLSA', [], 'secure'), ...given } },
  ];
  it.each<[Partial<HostEvidence>, string, string]>([
    [{}, 'plain', 'not asked for: the addresses are not DNSSEC-secure'],
    [{ tlsa: lookup({}) }, 'plain', 'none'],
    [{ tlsa: lookup({ outcome: 'failed', cause: timeout }) }, 'untested', `lookup failed: ${timeout.text}`],
    [{ tlsa: lookup({ status: 'bogus' }) }, 'bad', 'DNSSEC bogus'],
    [
      { tlsa: lookup({ outcome: 'records', status: 'insecure', records: [record] }) },
      'plain',
      'ignored, since insecure (unsigned)',
    ],
    [{ tlsaBase: 'mx.a.example', tlsaRecords: [record] }, 'plain', '1 record, DNSSEC-secure, 1 usable'],
    [
      { tlsaBase: 'mx.a.example', tlsaRecords: [{ ...record, usable: false, unusable: 'usage' }] },
      'bad',
      '1 record, DNSSEC-secure, none usable',
    ],
  ])('%#', (given, tone, text) => {
    expect(describeTlsa(host('mx.a.example', [address('192.0.2.1')], given))).toEqual({ tone, text });
  });

  it('shortens data that is a whole certificate, never a digest', () => {
    expect(describeTlsaRecord({ ...record, data: 'ab'.repeat(32) })).toBe(`3 1 1 ${'ab'.repeat(32)}`);
    expect(describeTlsaRecord({ ...record, matchingType: 2, data: 'ab'.repeat(64) })).toBe(`3 1 2 ${'ab'.repeat(64)}`);
    expect(describeTlsaRecord({ ...record, matchingType: 0, data: 'ab'.repeat(300) })).toMatch(/^3 1 0 (ab){32}…$/);
  });
});

describe('describeExpiry', () => {
  const at = '2026-11-24T12:00:00.000Z';
  it.each([
    ['2026-11-25T12:00:00.000Z', '2026-01-01T00:00:00.000Z', 'plain', 'valid until 2026-11-25 (1 day)'],
    ['2026-11-24T13:00:00.000Z', '2026-01-01T00:00:00.000Z', 'plain', 'valid until 2026-11-24 (0 days)'],
    ['2026-11-22T11:00:00.000Z', '2026-01-01T00:00:00.000Z', 'bad', 'expired on 2026-11-22, 2 days before the probe'],
    ['2027-01-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z', 'bad', 'not valid before 2026-12-01'],
    ['never', '2026-12-01T00:00:00.000Z', 'untested', 'valid until never'],
  ])('%s', (notAfter, notBefore, tone, text) => {
    expect(describeExpiry(notAfter, notBefore, at)).toEqual({ tone, text });
  });
});
