import { describe, expect, it } from 'vitest';
import { rrType } from '../dns/types';
import { isTrusted, keyTag, parseDs } from './keys';
import { createBudget, limits } from './limits';
import { type SetVerdict, verifySet } from './signature';
import { dnskey, type PrintedRrsig, recordSet, rrsig } from './testing/records';

interface Vector {
  readonly zone: string;
  readonly owner: string;
  readonly type: number;
  readonly data: Uint8Array;
  readonly key: ReturnType<typeof dnskey>;
  readonly signature: PrintedRrsig;
  readonly ds?: string;
  readonly at: string;
}

const address = Uint8Array.of(192, 0, 2, 1);
const mail = Buffer.concat([
  Buffer.of(0, 10, 4),
  Buffer.from('mail'),
  Buffer.of(7),
  Buffer.from('example'),
  Buffer.of(3),
  Buffer.from('com'),
  Buffer.of(0),
]);

const rsa: Vector = {
  zone: 'example.net',
  owner: 'www.example.net',
  type: rrType.A,
  data: Uint8Array.of(192, 0, 2, 91),
  key: dnskey(256, 8, 'AwEAAcFcGsaxxdgiuuGmCkVImy4h99CqT7jwY3pexPGcnUFtR2Fh36BponcwtkZ4cAgtvd4Qs8PkxUdp6p/DlUmObdk='),
  signature: {
    type: rrType.A,
    algorithm: 8,
    labels: 3,
    ttl: 3600,
    expiration: '20300101000000',
    inception: '20000101000000',
    keyTag: 9033,
    signer: 'example.net',
    signature: 'kRCOH6u7l0QGy9qpC9l1sLncJcOKFLJ7GhiUOibu4teYp5VE9RncriShZNz85mwlMgNEacFYK/lPtPiVYP4bwg==',
  },
  at: '2015-01-01',
};

const p256: Vector = {
  zone: 'example.net',
  owner: 'www.example.net',
  type: rrType.A,
  data: address,
  key: dnskey(257, 13, 'GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA=='),
  signature: {
    type: rrType.A,
    algorithm: 13,
    labels: 3,
    ttl: 3600,
    expiration: '20100909100439',
    inception: '20100812100439',
    keyTag: 55648,
    signer: 'example.net',
    signature: 'qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLBLlUzGGus7ZwmwWep666VCw==',
  },
  ds: '55648 13 2 b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17',
  at: '2010-09-01',
};

const p384: Vector = {
  zone: 'example.net',
  owner: 'www.example.net',
  type: rrType.A,
  data: address,
  key: dnskey(
    257,
    14,
    'xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40',
  ),
  signature: {
    type: rrType.A,
    algorithm: 14,
    labels: 3,
    ttl: 3600,
    expiration: '20100909102025',
    inception: '20100812102025',
    keyTag: 10771,
    signer: 'example.net',
    signature:
      '/L5hDKIvGDyI1fcARX3z65qrmPsVz73QD1Mr5CEqOiLP95hxQouuroGCeZOvzFaxsT8Glr74hbavRKayJNuydCuzWTSSPdz7wnqXL5bdcJzusdnI0RSMROxxwGipWcJm',
  },
  ds: '10771 14 4 72d7b62976ce06438e9c0bf319013cf801f09ecc84b8d7e9495f27e305c6a9b0563a9b5f4d288405c3008a946df983d6',
  at: '2010-09-01',
};

const ed25519: Vector = {
  zone: 'example.com',
  owner: 'example.com',
  type: rrType.MX,
  data: mail,
  key: dnskey(257, 15, 'l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4='),
  signature: {
    type: rrType.MX,
    algorithm: 15,
    labels: 2,
    ttl: 3600,
    expiration: 1440021600,
    inception: 1438207200,
    keyTag: 3613,
    signer: 'example.com',
    signature: 'oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg==',
  },
  ds: '3613 15 2 3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b',
  at: '2015-08-10',
};

function verify({ zone, owner, type, data, key, signature, at }: Vector): SetVerdict {
  const set = recordSet(owner, type, [data], [rrsig(signature)]);
  return verifySet(set, { name: zone, keys: [key] }, new Date(at), createBudget());
}

describe.each([
  ['RSA/SHA-256 of RFC 5702 section 6.1', rsa],
  ['ECDSA P-256 of RFC 6605 section 6.1', p256],
  ['ECDSA P-384 of RFC 6605 section 6.2', p384],
  ['Ed25519 of RFC 8080 section 6.1', ed25519],
])('the example for %s', (_name, vector) => {
  it('verifies', () => {
    expect(keyTag(vector.key.rdata)).toBe(vector.signature.keyTag);
    expect(verify(vector)).toMatchObject({ ok: true, nextCloser: null });
  });

  it('belongs to its DS record', () => {
    if (vector.ds === undefined) return;
    const [tag = 0, algorithm = 0, digestType = 0] = vector.ds.split(' ').map(Number);
    const digest = Buffer.from(vector.ds.split(' ')[3] ?? '', 'hex');
    const ds = parseDs(Buffer.concat([Buffer.of(tag >> 8, tag & 0xff, algorithm, digestType), digest]))!;
    expect(isTrusted(vector.zone, vector.key, { ds })).toBe(true);
    expect(isTrusted(`x.${vector.zone}`, vector.key, { ds })).toBe(false);
    expect(isTrusted(vector.zone, { ...vector.key, algorithm: 8 + (vector.key.algorithm & 1) }, { ds })).toBe(false);
  });

  const { signature } = vector;
  it.each<[string, Partial<Vector>, string]>([
    ['other data', { data: Uint8Array.of(192, 0, 2, 2) }, 'do not match the data'],
    ['another owner', { owner: `x.${vector.owner}` }, 'do not match the data'],
    ['an owner outside of the zone', { owner: 'example.org' }, 'by example.'],
    ['another type', { type: rrType.AAAA }, 'do not match the data'],
    ['another TTL', { signature: { ...signature, ttl: 3601 } }, 'do not match the data'],
    ['another key tag', { signature: { ...signature, keyTag: 1 } }, 'no key of its zone has the tag 1'],
    ['another signer', { signature: { ...signature, signer: 'example.org' } }, 'by example.org, not by'],
    ['too many labels', { signature: { ...signature, labels: 4 } }, 'number of labels is wrong'],
    ['too few labels', { signature: { ...signature, labels: 1 } }, 'number of labels is wrong'],
    ['an empty signature', { signature: { ...signature, signature: 'AA==' } }, 'do not match the data'],
    ['a later time', { at: '2031-01-01' }, 'they expired'],
    ['an earlier time', { at: '1999-01-01' }, 'become valid only in'],
  ])('does not verify with %s', (_what, change, problem) => {
    const verdict = verify({ ...vector, ...change });
    expect(verdict).toEqual({ ok: false, problem: expect.stringContaining(problem) as unknown });
  });
});

describe('a record set', () => {
  it('needs one good signature, whatever else is there (RFC 6840 section 5.11)', () => {
    const bad = rrsig({ ...p256.signature, signature: Buffer.alloc(64, 1).toString('base64') });
    const foreign = rrsig({ ...p256.signature, algorithm: 250 });
    const good = rrsig(p256.signature);
    const set = recordSet(p256.owner, p256.type, [p256.data], [bad, foreign, good]);
    expect(verifySet(set, { name: p256.zone, keys: [p256.key] }, new Date(p256.at), createBudget()).ok).toBe(true);
  });

  it('with many bad signatures costs little, and with many keys of one tag as well (CVE-2023-50387)', () => {
    const bad = rrsig({ ...p256.signature, signature: Buffer.alloc(64, 1).toString('base64') });
    const set = recordSet(
      p256.owner,
      p256.type,
      [p256.data],
      Array.from({ length: 500 }, () => bad),
    );
    const keys = Array.from({ length: 500 }, () => p256.key);
    const budget = createBudget();
    const verdict = verifySet(set, { name: p256.zone, keys }, new Date(p256.at), budget);
    expect(verdict).toEqual({ ok: false, problem: expect.stringContaining('too many of them') as unknown });
    expect(limits.signatures - budget.signatures).toBe(limits.signaturesPerSet);
  });

  it('lives no longer than its signature', () => {
    const almost = new Date((Date.parse('2010-09-09T10:04:39Z') / 1000 - 10) * 1000);
    const set = recordSet(p256.owner, p256.type, [p256.data], [rrsig(p256.signature)]);
    expect(verifySet(set, { name: p256.zone, keys: [p256.key] }, almost, createBudget())).toMatchObject({ ttl: 10 });
  });
});
