import { beforeAll, describe, expect, it } from 'vitest';
import type { TlsaRecord } from '../dns/answer';
import type { JudgedTlsaRecord } from '../evidence';
import { makeCertificate, rsa } from '../testing/certificates';
import { judgeTlsaRecords } from './tlsa-usability';

const sha256 = 'ab'.repeat(32);
const sha512 = 'cd'.repeat(64);

function record(parameters: string, data: string): TlsaRecord {
  const [usage = 0, selector = 0, matchingType = 0] = parameters.split(' ').map(Number);
  return { usage, selector, matchingType, data };
}

function judge(...records: readonly TlsaRecord[]): readonly JudgedTlsaRecord['unusable'][] {
  const judged = judgeTlsaRecords(records);
  expect(judged).toEqual(records.map((each, index) => ({ ...each, ...verdictOf(judged[index]?.unusable ?? null) })));
  return judged.map(({ unusable }) => unusable);
}

function verdictOf(unusable: JudgedTlsaRecord['unusable']): Pick<JudgedTlsaRecord, 'usable' | 'unusable'> {
  return { usable: unusable === null, unusable };
}

describe('a TLSA record by itself', () => {
  it.each<[string, string, JudgedTlsaRecord['unusable']]>([
    ['3 1 1', sha256, null],
    ['3 0 1', sha256, null],
    ['3 1 2', sha512, null],
    ['2 0 1', sha256, null],
    ['2 1 2', sha512, null],
    ['0 1 1', sha256, 'usage'],
    ['1 1 1', sha256, 'usage'],
    ['4 1 1', sha256, 'usage'],
    ['255 1 1', sha256, 'usage'],
    ['3 2 1', sha256, 'selector'],
    ['2 255 1', sha256, 'selector'],
    ['3 1 3', sha256, 'matching-type'],
    ['3 1 255', sha256, 'matching-type'],
    ['3 1 1', 'ab'.repeat(20), 'digest-length'],
    ['3 1 1', sha512, 'digest-length'],
    ['3 1 2', sha256, 'digest-length'],
    ['3 1 1', '', 'digest-length'],
    ['3 0 0', '', 'data'],
    ['3 1 0', sha256, 'data'],
    ['2 1 0', '3000', 'data'],
    ['2 0 0', '30030101ff', 'data'],
    // The first defect that Postfix or OpenSSL meets.
    ['1 7 9', '', 'usage'],
    ['3 7 9', '', 'selector'],
    ['3 1 9', '', 'matching-type'],
  ])('%s %s: %s', (parameters, data, expected) => expect(judge(record(parameters, data))).toEqual([expected]));
});

describe('whole data', () => {
  let certificate: string;
  let pem: string;
  let keys: readonly string[];
  beforeAll(async () => {
    const made = await Promise.all([makeCertificate({}), makeCertificate({ key: rsa(1024) })]);
    certificate = made[0].certificate.raw.toString('hex');
    pem = Buffer.from(made[0].pem).toString('hex');
    keys = made.map((each) => each.certificate.publicKey.export({ type: 'spki', format: 'der' }).toString('hex'));
  });

  it('is one certificate for selector 0', () => {
    expect(judge(record('3 0 0', certificate), record('2 0 0', certificate))).toEqual([null, null]);
  });

  it('is one key for selector 1', () => {
    for (const key of keys) expect(judge(record('3 1 0', key), record('2 1 0', key))).toEqual([null, null]);
  });

  it('is nothing else', () => {
    const [key = ''] = keys;
    const others = [
      record('3 1 0', certificate),
      record('3 0 0', key),
      record('3 0 0', pem),
      record('3 0 0', `${certificate}00`),
      record('3 0 0', certificate.slice(0, -2)),
      record('3 1 0', `${key}00`),
      record('3 1 0', key.slice(0, -2)),
    ];
    expect(judge(...others)).toEqual(others.map(() => 'data'));
  });

  it('is not set aside by a digest', () => {
    const [key = ''] = keys;
    expect(judge(record('3 1 0', key), record('3 1 2', sha512), record('3 1 1', sha256))).toEqual([
      null,
      null,
      'agility',
    ]);
  });
});

describe('several digests', () => {
  it.each<[string, readonly [string, string][], readonly JudgedTlsaRecord['unusable'][]]>([
    [
      'the strongest counts',
      [
        ['3 1 1', sha256],
        ['3 1 2', sha512],
      ],
      ['agility', null],
    ],
    [
      'in any order',
      [
        ['3 1 2', sha512],
        ['3 1 1', sha256],
      ],
      [null, 'agility'],
    ],
    [
      'for each selector',
      [
        ['3 1 2', sha512],
        ['3 0 1', sha256],
      ],
      [null, null],
    ],
    [
      'for each usage',
      [
        ['3 1 2', sha512],
        ['2 1 1', sha256],
      ],
      [null, null],
    ],
    [
      'an unusable one sets nothing aside',
      [
        ['3 1 2', sha256],
        ['3 1 1', sha256],
      ],
      ['digest-length', null],
    ],
    [
      'nor does one of usage 1',
      [
        ['1 1 2', sha512],
        ['3 1 1', sha256],
      ],
      ['usage', null],
    ],
    [
      'all of one strength count',
      [
        ['3 1 1', sha256],
        ['3 1 1', 'ef'.repeat(32)],
      ],
      [null, null],
    ],
    ['none at all', [], []],
  ])('%s', (_what, records, expected) => {
    expect(judge(...records.map(([parameters, data]) => record(parameters, data)))).toEqual(expected);
  });
});
