import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from './policy';

const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\r\n`).join('');
const head = ['version: STSv1', 'mode: enforce'];
const good = [...head, 'mx: mail.example.com', 'mx: *.example.net', 'max_age: 604800'];
const enforce = { mode: 'enforce', mx: ['mail.example.com', '*.example.net'], maxAge: 604_800 };
const problem = (text: string): unknown => ({ problem: expect.stringContaining(text) as unknown });

describe('a policy (RFC 8461 section 3.2)', () => {
  it.each([
    ['of the RFC', lines(...good), enforce],
    ['with line feeds alone', good.join('\n'), enforce],
    ['without the last line end', good.join('\r\n'), enforce],
    ['in another order', lines(...[...good].reverse()), { ...enforce, mx: [...enforce.mx].reverse() }],
    ['without blanks behind the colon', lines(...good.map((line) => line.replace(': ', ':'))), enforce],
    ['with blanks at the ends', lines(...good.map((line) => `${line.replace(':', ': \t')} \t`)), enforce],
    ['with unknown fields', lines(...good, 'a_b-c.1: x y', 'note: größer: kleiner'), enforce],
    ['in mode testing', lines(...good).replace('enforce', 'testing'), { ...enforce, mode: 'testing' }],
    [
      'in mode none without mx',
      lines('version: STSv1', 'mode: none', 'max_age: 0'),
      { mode: 'none', mx: [], maxAge: 0 },
    ],
    ['repeated fields: the first counts', lines(...good, 'mode: none', 'max_age: 1', 'version: STSv2'), enforce],
    ['a bad value in a repeated field is not looked at', lines(...good, 'max_age: soon', 'mode: never'), enforce],
    [
      'the largest max_age',
      lines(...head, 'mx: a', 'max_age: 31557600'),
      { mode: 'enforce', mx: ['a'], maxAge: 31_557_600 },
    ],
    [
      'an mx in capitals',
      lines(...head, 'mx: MAIL.Example.COM', 'max_age: 1'),
      { mode: 'enforce', mx: ['mail.example.com'], maxAge: 1 },
    ],
    [
      'an mx twice',
      lines(...head, 'mx: a.example', 'mx: A.example', 'max_age: 1'),
      { mode: 'enforce', mx: ['a.example'], maxAge: 1 },
    ],
  ])('%s', (_what, text, policy) => expect(parsePolicy(text)).toEqual({ policy }));

  const withMx = (mx: string): string => lines(...head, `mx: ${mx}`, 'max_age: 1');
  const withMaxAge = (maxAge: string): string => lines(...head, 'mx: a.example', `max_age: ${maxAge}`);
  it.each([
    ['is empty', '', 'no version'],
    ['has no version', lines(...good.slice(1)), 'no version'],
    ['has another version', lines(...good).replace('STSv1', 'STSv2'), 'no version'],
    ['has the version in another case', lines(...good).replace('STSv1', 'stsv1'), 'no version'],
    ['has the name of the version in another case', lines(...good).replace('version', 'Version'), 'no version'],
    ['has another version first', lines('version: STSv2', ...good), 'no version'],
    ['has no mode', lines('version: STSv1', 'mx: a.example', 'max_age: 1'), 'no mode'],
    ['has an unknown mode', lines(...good).replace('enforce', 'ENFORCE'), 'line 2'],
    ['has no mx', lines(...head, 'max_age: 1'), 'no mx'],
    ['has no mx in mode testing', lines('version: STSv1', 'mode: testing', 'max_age: 1'), 'no mx'],
    ['has no max_age', lines(...head, 'mx: a.example'), 'no max_age'],
    ['has a max_age in floating point', withMaxAge('1e3'), 'line 4'],
    ['has an empty max_age', withMaxAge(''), 'line 4'],
    ['has a negative max_age', withMaxAge('-1'), 'line 4'],
    ['has a signed max_age', withMaxAge('+1'), 'line 4'],
    ['has a fraction as max_age', withMaxAge('1.0'), 'line 4'],
    ['has a hexadecimal max_age', withMaxAge('0x10'), 'line 4'],
    ['has a max_age in other digits', withMaxAge('१'), 'line 4'],
    ['has a max_age of 11 digits', withMaxAge('00000000001'), 'line 4'],
    ['has a max_age beyond a year', withMaxAge('31557601'), 'line 4'],
    ['has nonsense for mx', withMx('anything goes'), 'line 3'],
    ['has a lone asterisk for mx', withMx('*'), 'line 3'],
    ['has an asterisk and a dot for mx', withMx('*.'), 'line 3'],
    ['has an asterisk that is no label', withMx('*mx.example'), 'line 3'],
    ['has an asterisk inside', withMx('mx.*.example'), 'line 3'],
    ['has two asterisks', withMx('*.*.example'), 'line 3'],
    ['has a leading dot', withMx('.example'), 'line 3'],
    ['has a final dot', withMx('mx.example.'), 'line 3'],
    ['has an empty label', withMx('mx..example'), 'line 3'],
    ['has an underscore', withMx('m_x.example'), 'line 3'],
    ['has a hyphen at an end', withMx('mx-.example'), 'line 3'],
    ['has a long label', withMx(`${'a'.repeat(64)}.example`), 'line 3'],
    ['has a long name', withMx(Array.from({ length: 128 }, () => 'a').join('.')), 'line 3'],
    ['has letters beyond ASCII', withMx('bücher.example'), 'line 3'],
    ['has a list of hosts', withMx('a.example, b.example'), 'line 3'],
    ['has an address', withMx('[192.0.2.1]'), 'line 3'],
    ['has one bad mx among good ones', lines(...good, 'mx: x_y'), 'line 6'],
    ['has an empty line', lines(...head, '', ...good.slice(2)), 'line 3'],
    ['has a line without colon', lines(...head, 'enforce'), 'line 3'],
    ['has a blank before a colon', lines('version : STSv1', ...good.slice(1)), 'line 1'],
    ['has an indented line', lines(...head, ' mx: a.example'), 'line 3'],
    ['has a field without a name', lines(...head, ': x'), 'line 3'],
    ['has a field without a value', lines(...good, 'note:'), 'line 6'],
    ['has control characters', lines(...good, 'note: \u001b[31m'), 'line 6'],
    ['has carriage returns alone', good.join('\r'), 'line 1'],
    ['has a byte order mark', `\ufeff${lines(...good)}`, 'line 1'],
    ['is a page', '<!doctype html>\n<title>Not found</title>\n', 'line 1'],
  ])('that %s is none', (_what, text, why) => expect(parsePolicy(text)).toEqual(problem(why)));

  it('never fails and takes no time, whatever it holds', () => {
    const piece = fc.oneof(
      fc.constantFrom(...good, '\n', '\r\n', ' '.repeat(60_000), ':'.repeat(60_000), 'mx:', '*.', 'a.'.repeat(30_000)),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const started = performance.now();
        const result = parsePolicy(pieces.join(''));
        expect(performance.now() - started).toBeLessThan(15_000);
        if ('problem' in result) expect(result.problem).toMatch(/^(the policy|line \d+) [\w\s,:*.]+$/);
        else for (const pattern of result.policy.mx) expect(pattern).toMatch(/^(\*\.)?[a-z0-9.-]{1,253}$/);
      }),
    );
  });

  it('reads what was written by the grammar', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
    const pattern = fc
      .tuple(fc.boolean(), fc.array(label, { minLength: 1, maxLength: 4 }))
      .map(([isWildcard, labels]) => `${isWildcard ? '*.' : ''}${labels.join('.')}`);
    const policy = fc.record({
      mode: fc.constantFrom('enforce', 'testing', 'none'),
      mx: fc.uniqueArray(pattern, { minLength: 1, maxLength: 5 }),
      maxAge: fc.integer({ min: 0, max: 31_557_600 }),
    });
    fc.assert(
      fc.property(policy, fc.constantFrom('\n', '\r\n'), fc.constantFrom('', ' ', ' \t'), (written, end, blank) => {
        const fields = [
          ['version', 'STSv1'],
          ['mode', written.mode],
          ...written.mx.map((each) => ['mx', each]),
          ['max_age', String(written.maxAge)],
        ];
        const text = fields.map(([name, value]) => `${name}:${blank}${value}${blank}`).join(end);
        expect(parsePolicy(text)).toEqual({ policy: written });
      }),
    );
  });
});
