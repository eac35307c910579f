import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/src/language/finding';
import { policyLanguage } from '../../server/src/policy/language';
import { environment, isInstalled, skip, tableTypes } from './machine';

const reason = isInstalled('postmap') ? null : 'needs postmap';
const skipped = skip('pattern tables against postmap(1)', reason);
const dialects = ['regexp', 'pcre'].filter((dialect) => !skipped && tableTypes().includes(dialect));
if (!skipped && dialects.length < 2) skip('pcre tables against postmap(1)', 'Postfix lacks the type (postfix-pcre)');

/** Rules, each on a line of its own, that one of the dialects or both leave out, or not. */
const rules: readonly string[] = [
  '/^a\\.example$/ dane',
  '/^a\\.example$/i dane',
  '/^a\\.example$/mx dane',
  '/^a\\.example$/A dane',
  '/^a\\.example$/I dane',
  '/^a\\.example$/dane',
  '/^a\\.example dane',
  '/^a\\.example$/ ',
  'a.example dane',
  '1/x/ dane',
  '!/^a/ dane',
  '! /^a/ dane',
  '!!/^a/ dane',
  '!/^(a)/ match=$1',
  '!/^(a)/ match=$$1',
  '/^a/!/b/ dane',
  '/^a/i!/b/ dane',
  '/^(a)/ secure match=$1',
  '/^(a)/ secure match=$2',
  '/^(a)/ secure match=$0',
  '/^(a)/ secure match=$01',
  '/^(a)/ secure match=$1x',
  '/^(a)/ secure match=${1}x',
  '/^(a)/ secure match=$(1)x',
  '/^(a)/ secure match=$$',
  '/^(a)/ secure match=a$',
  '/^(a)/ secure match=$name',
  '/^(a)/ secure match=${1',
  '/^(a)/ secure match=${}',
  '/^((a)(b))/ secure match=$3',
  '/^((a)(b))/ secure match=$4',
  '/^\\((a)/ secure match=$2',
  '/^[(](a)/ secure match=$2',
  '// dane',
  '/(/ dane',
  '/)/ dane',
  '/a)/ dane',
  '/[/ dane',
  '/[]/ dane',
  '/[]a]/ dane',
  '/[^]a]/ dane',
  '/[[:alpha:]]/ dane',
  '/[[:letter:]]/ dane',
  '/[[:word:]]/ dane',
  '/[[:^alpha:]]/ dane',
  '/[:alpha:]/ dane',
  '/[[.a.]]/ dane',
  '/[[=a=]]/ dane',
  '/[[.a.]-c]/ dane',
  '/[[:digit:]-z]/ dane',
  '/[a-[:digit:]]/ dane',
  '/[z-a]/ dane',
  '/[Z-a]/ dane',
  '/[Z-a]/i dane',
  '/[a-Z]/ dane',
  '/[a-Z]/i dane',
  '/[9-a-z]/ dane',
  '/[a-z-]/ dane',
  '/[\\t-a]/ dane',
  '/[\\x61-a]/ dane',
  '/[^]-a]/ dane',
  '/[:a]/ dane',
  '/[.a.]/ dane',
  '/[a-z-9]/ dane',
  '/[a-]/ dane',
  '/[-a]/ dane',
  '/[^-a]/ dane',
  '/[--a]/ dane',
  '/[+--]/ dane',
  '/[a-\\d]/ dane',
  '/[\\d-a]/ dane',
  '/[\\d-]/ dane',
  '/[\\.-a]/ dane',
  '/[a-\\.]/ dane',
  '/[\\n-z]/ dane',
  '/[]-a]/ dane',
  '/[ü-a]/ dane',
  '/[a-ü]/ dane',
  '/\\1/ dane',
  '/(a)\\1/ dane',
  '/(a)\\2/ dane',
  '/(a\\1)/ dane',
  '/\\1(a)/ dane',
  '/\\8/ dane',
  '/\\12/ dane',
  '/(a)\\10/ dane',
  '/\\0/ dane',
  '/(a)\\g1/ dane',
  '/\\g1/ dane',
  '/(a)\\g{2}/ dane',
  '/(?<n>a)\\1/ dane',
  '/(?:a)\\1/ dane',
  '/(?P<n>a)(b)\\2/ dane',
  '/\\\\1/ dane',
  '/[\\1]/ dane',
  '/\\c/ dane',
  '/\\ca/ dane',
  '/(?z)a/ dane',
  '/(?i)a/ dane',
  '/(?s:a)/ dane',
  '/[[:alpha:]/ dane',
  '/[\\]]/ dane',
  '/[\\]/ dane',
  '/*/ dane',
  '/+a/ dane',
  '/^*/ dane',
  '/$*/ dane',
  '/a|*b/ dane',
  '/(*a)/ dane',
  '/(+a)/ dane',
  '/|a/ dane',
  '/a||b/ dane',
  '/()/ dane',
  '/(|a)/ dane',
  '/\\(*/ dane',
  '/\\)/ dane',
  '/(a|b)+/ dane',
  ...[
    'a{2}',
    'a{2,}',
    'a{,2}',
    'a{x}',
    'a{',
    '{2}',
    'a{2,1}',
    'a{99999}',
    'a}',
    'a{2}{3}',
    'a{2}+',
    'a{2}*',
    '^{2}',
  ].map((body) => `/${body}/ dane`),
  ...['a{}', 'a{,}', '\\{2}*', 'a**', 'a**?', 'a+?+', 'a++', 'a?+', 'a{32768}'].map((body) => `/${body}/ dane`),
  ...['(?:a)', '(?i)a', '(?P<n>a)', '(?=a)', '(?!a)', '(*UTF)a', '(*a)'].map((body) => `/${body}/ dane`),
  '/a/!/b/!/c/ dane',
  '/a/!',
  '/a/! /b/ dane',
  '/a/! dane',
  '/a/!xbx dane',
  '!xax dane',
  '!!1a1 dane',
  '! ',
  '/a(b/x dane',
  '/*a/x dane',
  '/(a # )/x dane',
  '/^(a)/x secure match=$1',
  '/^\\(a\\)/x secure match=$1',
  '/^(a)/xx secure match=$1',
  '/^(a)/ may # $1',
  '/^(a)/ may # $2',
  '/^a/ # $1',
  '|a/b| dane',
  '@a@ dane',
  '/a\\/b/ dane',
];

/** Rules of the pieces that matter, in any order. */
const anyRule = fc
  .tuple(
    fc.array(
      fc.constantFrom(
        'a',
        '.',
        '\\.',
        '(',
        ')',
        '(a|b)',
        '[ab]',
        '[^.]',
        '^',
        '$',
        '|',
        '*',
        '+',
        '\\(',
        '\\[',
        '\\\\',
        '-',
        '?',
        '{2}',
        '{1,}',
        '{',
        '}',
      ),
      { maxLength: 8 },
    ),
    fc.constantFrom('', 'i', 'z', 'm'),
    fc.constantFrom('dane', 'secure match=$1', 'secure match=${1}.example', 'may'),
    fc.constantFrom('', '!'),
  )
  // What Perl has behind these, no rule reads.
  .filter(([body]) => !body.join('').includes('(?'))
  .map(([body, flags, result, negation]) => `${negation}/${body.join('')}/${flags} ${result}`);

/** An `if`, each behind the `endif` of the one before. */
const conditions: readonly string[] = [
  'if /a/',
  'IF !/a/i',
  'if!/a/',
  'if/a/',
  'if ! ! /a/',
  'if /a/I',
  'if /a/A',
  'if /(a/',
  'if /*a/',
  'if /a)/',
  'if /[z-a]/',
  'if /(?i)a/',
  'if /[(?]a/',
  'if /a(/x',
  'if /a/!/b/',
  'if /a/ !/b/',
  'if /a/ text',
  'if example',
  'if xax',
  'if 1a1i',
  'if org',
  'if !',
  'if',
  'if /a',
  'if_a_',
];

/** The lines, from 0, that Postfix leaves out of a table. */
function leftOut(dialect: string, lines: readonly string[]): ReadonlySet<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'postfix-patterns-'));
  try {
    const file = path.join(folder, 'table');
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    const { stderr } = spawnSync('postmap', ['-q', 'no.such.key', `${dialect}:${file}`], {
      env: environment(),
      encoding: 'utf8',
      timeout: 30_000,
    });
    const warnings = [...stderr.matchAll(/, line (\d+): (.*)/g)];
    // The first text stands with a pattern that is taken all the same.
    const told = warnings.filter(
      ([, , text = '']) => !/^(?:no replacement text|ignoring extra text|do not prepend)/.test(text),
    );
    return new Set(told.map(([, line]) => Number(line) - 1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The rules that say so. */
const leavingOut: ReadonlySet<string> = new Set(['unreadable-pattern', 'bad-substitution', 'bad-condition']);

/** Whether we say that Postfix leaves the line out. */
function saysLeftOut(dialect: string, line: string): boolean {
  const findings = policyLanguage.check(policyLanguage.parse(`${line}\n`, { tableType: dialect }));
  // Of Perl's syntax POSIX refuses groups alone, and takes the rest for something else.
  const isGroup = ({ rule, span }: Finding): boolean =>
    rule === 'pcre-syntax-in-regexp' && line.slice(span.start, span.end) === '(?';
  return findings.some((finding) => finding.severity === 'error' && (leavingOut.has(finding.rule) || isGroup(finding)));
}

function disagreements(dialect: string, lines: readonly string[]): readonly string[] {
  const skips = leftOut(dialect, lines);
  return lines.filter((line, index) => saysLeftOut(dialect, line) !== skips.has(index));
}

describe.skipIf(skipped)('the rules for pattern tables say what Postfix can read', () => {
  it.each(dialects)('of %s', (dialect) => {
    expect(disagreements(dialect, rules)).toEqual([]);
  });

  it.each(dialects)('of %s, behind if', (dialect) => {
    const lines = conditions.flatMap((condition) => [condition, '/x/ dane', 'endif']);
    const skips = leftOut(dialect, lines);
    const wrong = conditions.filter((condition, index) => saysLeftOut(dialect, condition) !== skips.has(3 * index));
    expect(wrong).toEqual([]);
  });

  it.each(dialects)('of %s, whatever stands there', (dialect) => {
    const lines = fc.sample(anyRule, 2_000);
    expect(disagreements(dialect, lines)).toEqual([]);
  });
});
