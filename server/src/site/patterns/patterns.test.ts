import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../policy/parse';
import { lookUpPattern } from './pattern-table';
import { compile, run } from './program';
import { readRegexp } from './read';

const piece = fc.constantFrom(
  'a',
  'b',
  '.',
  '\\.',
  '[ab]',
  '[^a]',
  '[a-c.]',
  '(a)',
  '(a|b)',
  '(ab|c)?',
  'a*',
  'b+',
  'a{1,2}',
  '(a.){2}',
  '^',
  '$',
  '\\d',
  '\\w',
);
const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
const text = fc.array(fc.constantFrom('a', 'b', 'c', '.', '1'), { maxLength: 8 }).map((letters) => letters.join(''));

describe('a pattern', () => {
  it('matches where the engine of JavaScript finds it, and fills its groups alike', () => {
    fc.assert(
      fc.property(pattern, text, (body, subject) => {
        const found = run(compile(readRegexp(body, 'pcre', true).root), subject, false);
        const expected = new RegExp(body, 'di').exec(subject);
        expect(found === null).toBe(expected === null);
        if (found === null || expected === null) return;
        const groups = Array.from(expected, (_group, number) => expected.indices?.[number] ?? null);
        const ours = groups.map((_group, number) => {
          const [from = -1, to = -1] = [found[2 * number], found[2 * number + 1]];
          return from < 0 || to < 0 ? null : [from, to];
        });
        expect(ours).toEqual(groups);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes no longer because somebody made it to', () => {
    const evil = '(a*)*(a|aa)+(a?){40}a{40}$';
    const program = compile(readRegexp(evil, 'pcre', true).root);
    expect(run(program, `${'a'.repeat(250)}b`, false)).toBeNull();
  });
});

describe('a table of patterns', () => {
  it.each<[string, 'regexp' | 'pcre', string, object]>([
    ['/^a\\.example$/ may', 'regexp', 'A.Example', { kind: 'found', text: 'may' }],
    ['/^a\\.example$/i may', 'regexp', 'A.Example', { kind: 'absent' }],
    ['!/^a/ may', 'pcre', 'b.example', { kind: 'found', text: 'may' }],
    ['/^b/!/net$/ may', 'regexp', 'b.example', { kind: 'found', text: 'may' }],
    ['if /^b/\n/x/ may\nendif\n/e/ dane', 'pcre', 'b.ample', { kind: 'found', text: 'dane' }],
    ['if !/^b/\n/x/ may\nendif', 'pcre', 'a.example', { kind: 'found', text: 'may' }],
    ['/^(.*)\\.example$/ secure match=${1}x', 'pcre', 'b.example', { kind: 'found', text: 'secure match=bx' }],
    ['/^b/', 'pcre', 'b.example', { kind: 'error' }],
    ['/(?=b)/ may', 'pcre', 'b.example', { kind: 'unknown' }],
    // POSIX takes the dot, which is longer than nothing.
    ['/^(^|\\.)/ secure match=${1}b', 'regexp', '.example', { kind: 'unknown' }],
    ['/^(^|\\.)/ secure match=${1}b', 'regexp', 'example', { kind: 'found', text: 'secure match=b' }],
    ['/^(^|\\.)/ secure match=${1}b', 'pcre', '.example', { kind: 'found', text: 'secure match=b' }],
    ['/^(a|b)\\.example/ secure match=$1', 'regexp', 'b.example', { kind: 'found', text: 'secure match=b' }],
    ['/(?=b)/ may', 'regexp', 'b.example', { kind: 'absent' }],
    ['/^c/ dane\n/(?i)b/ may', 'pcre', 'c.example', { kind: 'found', text: 'dane' }],
  ])('%s, %s: %s', (lines, dialect, key, expected) => {
    expect(lookUpPattern(parsePolicy(`${lines}\n`, { tableType: dialect }), key, dialect)).toMatchObject(expected);
  });
});
