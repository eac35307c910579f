import { describe, expect, it } from 'vitest';
import { policyLanguage } from '../language';

/** `rule: severity at 'text'` of the rules for lines and blocks of pattern tables. */
function found(text: string, tableType: string): readonly string[] {
  return policyLanguage
    .check(policyLanguage.parse(text, { tableType }))
    .filter(({ rule }) => !/^(?:unsafe-level|unanchored|unescaped)/.test(rule))
    .map(({ rule, severity, span }) => `${rule}: ${severity} at ${text.slice(span.start, span.end)}`);
}

const inBoth = (text: string, ...expected: readonly string[]): [string, string, readonly string[]][] => [
  ['regexp', text, expected],
  ['pcre', text, expected],
];

describe('in a table of patterns', () => {
  it.each([
    // An `if` that Postfix leaves out makes no block.
    ...inBoth('if /(a/\n/^b$/ dane\nendif\n', 'bad-condition: error at ('),
    ...inBoth('if /^a/\nif /b/Q\n/^b$/ dane\nendif\n', 'bad-condition: error at Q'),
    ...inBoth('if /b/Q\n/^b$/ dane\nendif\nendif\n', 'bad-condition: error at Q', 'unbalanced-block: warning at endif'),
    ...inBoth('if /b/Q\n/^/ dane\nendif\n/^b$/ dane\n', 'bad-condition: error at Q', 'dead-pattern: error at /^b$/'),
    ...inBoth('if /b/\n/^b$/ dane\nendif # of b\n', 'bad-condition: warning at # of b'),
    ...inBoth('if example\n/^b$/ dane\nendif\n'),
    ['regexp', 'if /b/!/c/\n/^b$/ dane\nendif\n', ['bad-condition: warning at !/c/']],
    ['pcre', 'if /b/!/c/\n/^b$/ dane\nendif\n', ['bad-condition: error at !']],
    ['regexp', 'if /(?i)b/\n/^b$/ dane\nendif\n', ['bad-condition: error at (?']],
    // The pattern and the result of a rule.
    ['regexp', '/^b/!/c/!/d/ dane\n', ['unknown-level: error at !/d/', 'malformed-attribute: error at dane']],
    // Words beside `$1`, which itself may be anything.
    ...inBoth('/^(b)$/ securee match=$1\n', 'unknown-level: error at securee'),
    ...inBoth('/^(b)$/ may match=$1\n', 'attribute-not-allowed: error at match=$1'),
    ...inBoth('/^(b)$/ secure match=$1 high\n', 'malformed-attribute: error at high'),
    ...inBoth('/^(b)$/ secure match=$1 ciphers=best\n', 'invalid-attribute-value: error at best'),
    ...inBoth('/^(b)$/ secure servername=$1 servername=b\n', 'repeated-attribute: error at servername=b'),
    ...inBoth('/^(b)$/ none match=$1\n', 'ignored-attribute: warning at match=$1'),
    ...inBoth('/^(b)$/ $1 match=b\n'),
    ...inBoth('/^(b)$/ secure servername=-$1 ciphers=$1 $1 $1=b\n'),
    ['regexp', '/^b$/!\n', ['unreadable-pattern: error at !']],
    ['pcre', '/^b$/!\n', ['unreadable-pattern: error at !']],
    ...inBoth('!xbx dane\n'),
    ...inBoth('/^b\n', 'unreadable-pattern: error at /^b'),
    ...inBoth('/^.$/ dane\n/^b$/ dane\n'),
    ...inBoth('/^b\ufffd$/ dane\n', 'invalid-utf8: warning at \ufffd'),
    ...inBoth(
      '/^b$/ secure match=\ufffd\ufffd.example\n',
      'invalid-utf8: error at \ufffd\ufffd',
      'match-never: error at \ufffd\ufffd.example',
    ),
    ['regexp', '/)/ dane\n/^b$/ dane\n', []],
    ['regexp', '/^b\\(c\\)$/x secure match=$1.example\n', []],
    ['regexp', '/*b/x dane\n', []],
  ])('of type %s: %j', (tableType, text, expected) => {
    expect(found(text, tableType)).toEqual(expected);
  });
});
