import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecords } from './record';

const announced = (id: string) => ({ kind: 'announced', id });
const absent = { kind: 'absent' };
const invalid = (problem: string): unknown => ({
  kind: 'invalid',
  problem: expect.stringContaining(problem) as unknown,
});

describe('the TXT records at _mta-sts (RFC 8461 section 3.1)', () => {
  it.each<[string, readonly (readonly string[])[], unknown]>([
    ['none', [], absent],
    ['one', [['v=STSv1; id=20160831085700Z;']], announced('20160831085700Z')],
    ['without the last semicolon', [['v=STSv1; id=1']], announced('1')],
    ['without blanks', [['v=STSv1;id=a1']], announced('a1')],
    ['blanks around semicolons', [['v=STSv1; \t id=a1 \t; ']], announced('a1')],
    ['in several strings, joined without blanks', [['v=ST', 'Sv1; id=20', '26;']], announced('2026')],
    ['with an extension', [['v=STSv1; a_b-c.d=x:y; id=1;']], announced('1')],
    ['a repeated id: the first counts', [['v=STSv1; id=1; id=2;']], announced('1')],
    ['32 characters', [[`v=STSv1; id=${'a'.repeat(32)};`]], announced('a'.repeat(32))],
    [
      'beside others that are not meant',
      [['v=spf1 -all'], ['v=STSv1; id=1;'], ['v=STSv2; id=2;'], ['']],
      announced('1'),
    ],
    ['only others', [['v=spf1 -all'], ['STSv1; id=1;']], absent],
    ['another case of the version', [['V=STSv1; id=1;'], ['v=stsv1; id=1;']], absent],
    ['a version that is longer', [['v=STSv10; id=1;']], absent],
    ['a version without semicolon', [['v=STSv1']], absent],
    ['a blank before', [[' v=STSv1; id=1;']], absent],
    ['two', [['v=STSv1; id=1;'], ['v=STSv1; id=1;']], invalid('2 MTA-STS records')],
    ['no id', [['v=STSv1;']], invalid('no id')],
    ['no id but others', [['v=STSv1; a=b;']], invalid('no id')],
    ['an empty id', [['v=STSv1; id=;']], invalid('no id')],
    ['33 characters', [[`v=STSv1; id=${'a'.repeat(33)};`]], invalid('no id')],
    ['an id with a hyphen', [['v=STSv1; id=2026-01-01;']], invalid('no id')],
    ['an id in capitals', [['v=STSv1; ID=1;']], invalid('no id')],
    ['blanks around the equals sign', [['v=STSv1; id = 1;']], invalid('no id')],
    ['a field without a value', [['v=STSv1; id=1; flag;']], invalid('NAME=VALUE')],
    ['an empty field', [['v=STSv1;; id=1;']], invalid('NAME=VALUE')],
    ['two equals signs', [['v=STSv1; id=1; a=b=c;']], invalid('NAME=VALUE')],
    ['a name that is too long', [[`v=STSv1; id=1; ${'a'.repeat(33)}=b;`]], invalid('NAME=VALUE')],
    ['control characters', [['v=STSv1; id=1;\u0000']], invalid('printable ASCII')],
    ['a letter beyond ASCII', [['v=STSv1; id=\u00e9;']], invalid('printable ASCII')],
  ])('%s', (_what, records, result) => expect(parseRecords(records)).toEqual(result));

  it('never fail, and take no time, whatever they hold', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('v=STSv1;', ' '.repeat(60_000), ';'.repeat(30_000), 'id=1', '=', ';'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(hostile, { maxLength: 6 }), { maxLength: 3 }), (records) => {
        const started = performance.now();
        const withVersion = records.map((strings) => ['v=STSv1;', ...strings]);
        const results = [parseRecords(records), parseRecords(withVersion), parseRecords(withVersion.slice(0, 1))];
        for (const { kind } of results) expect(['announced', 'absent', 'invalid']).toContain(kind);
        expect(performance.now() - started).toBeLessThan(15_000);
      }),
    );
  });
});
