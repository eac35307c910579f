import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import { readMarks, writeMarks } from '../../../test/unit/marked-text';
import { formatPolicyValue } from './entry';
import { parsePolicyValue } from './value';
import type { ValueNode, ValueProblemKind } from './value-node';

/** The words that Postfix sees, and the comments that their writer saw. */
function wordsOf({ level, attributes, trailingComments }: ValueNode) {
  return [...(level === null ? [] : [level]), ...attributes.map(({ token }) => token), ...trailingComments];
}

describe('the words of a value', () => {
  it.each<[string, string]>([
    ['one', '«dane»'],
    ['blanks and commas', ' ,«may» ,\t«ciphers=high»,'],
    ['a value with =', '«encrypt» «protocols=>=TLSv1.2»'],
    ['whitespace around it', '\v\f «may» \v'],
    ['other whitespace does not separate', '«may\vciphers=high»'],
    ['a trailing comment', '«may» «# why, oh why»'],
    ['a trailing comment without a blank behind the #', '«may» «#why now»'],
    ['a # inside a word', '«may» «match=#x»'],
    ['braces protect', '«may» «{ policy_string = a, b }» «ciphers=high»'],
    ['braces in braces', '«may» «{x={a b}}»'],
    ['a brace that is not closed', '«may» «{x=a b»'],
    ['a brace within a word', '«may» «x={a b}c» «d=e»'],
    ['braces do not protect a level', '«{may» «}»'],
  ])('%s', (_, marked) => {
    const { text } = readMarks(marked);
    const spans = wordsOf(parsePolicyValue(text)).map(({ span }) => span);
    expect(writeMarks(text, spans)).toBe(marked);
  });

  it.each<[string, string, string | null, boolean]>([
    ['match=a', 'match', 'a', false],
    ['MATCH=a=b', 'MATCH', 'a=b', false],
    ['match=', 'match', '', false],
    ['=a', '', 'a', false],
    ['match', 'match', null, false],
    ['{ match = a:b , c }', 'match', 'a:b , c', true],
    ['{match}', 'match', null, true],
    ['{}', '', null, true],
    ['{match=a', '{match', 'a', false],
  ])('attribute %j is %j and %j', (word, name, value, braced) => {
    const [attribute] = parsePolicyValue(`may ${word}`).attributes;
    expect([attribute?.name.text, attribute?.value?.text ?? null, attribute?.braced]).toEqual([name, value, braced]);
  });

  it('count from an offset where one is given', () => {
    expect(parsePolicyValue('dane x=y', 100).attributes[0]?.value?.span).toEqual({ start: 107, end: 108 });
  });
});

describe('the problems of a value', () => {
  it.each<[string, readonly [ValueProblemKind, string][], string | null, string | null]>([
    ['dane', [], 'dane', 'dane'],
    ['DANE-Only', [], 'dane-only', 'dane-only'],
    ['secure match=a match=b', [], 'secure match=a match=b', 'secure match=a match=b'],
    ['may Ciphers=high', [], 'may ciphers=high', 'may ciphers=high'],
    ['may exclude=', [], 'may exclude=', 'may exclude='],
    ['', [], null, null],
    [',,', [['empty', ',,']], null, null],
    ['securee match=a', [['unknown-level', 'securee']], null, 'secure match=a'],
    ['nonsense', [['unknown-level', 'nonsense']], null, null],
    ['halfdane', [['unknown-level', 'halfdane']], null, null],
    ['may # why', [['trailing-comment', '# why']], null, 'may'],
    ['may x', [['missing-equals', 'x']], null, 'may'],
    ['may =x', [['missing-name', '=x']], null, 'may'],
    ['may x=y', [['unknown-attribute', 'x']], null, 'may'],
    ['may { a b = c }', [['missing-equals', '{ a b = c }']], null, 'may'],
    ['may match=a', [['attribute-not-allowed', 'match=a']], null, 'may'],
    ['may ciphers=high ciphers=high', [['repeated-attribute', 'ciphers=high']], null, 'may ciphers=high'],
    ['may ciphers=', [['empty-attribute-value', 'ciphers=']], null, 'may'],
    ['may ciphers=best', [['bad-word', 'best']], null, 'may'],
    [
      'none match=a x',
      [
        ['ignored-attribute', 'match=a'],
        ['ignored-attribute', 'x'],
      ],
      'none',
      'none',
    ],
    ['none # why', [['trailing-comment', '# why']], 'none', 'none'],
    [
      'secrue mach=a # x',
      [
        ['unknown-level', 'secrue'],
        ['unknown-attribute', 'mach'],
        ['trailing-comment', '# x'],
      ],
      null,
      'secure',
    ],
  ])('%j', (text, problems, inForce, meant) => {
    const node = parsePolicyValue(text);
    expect(node.problems.map(({ kind, span }) => [kind, text.slice(span.start, span.end)])).toEqual(problems);
    expect(node.value && formatPolicyValue(node.value)).toBe(inForce);
    expect(node.meant && formatPolicyValue(node.meant)).toBe(meant);
  });

  it('hold what they say of any text', () => {
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const text = hostile.replaceAll('\0', '');
        const node = parsePolicyValue(text);
        const words = wordsOf(node);
        // Every character is in exactly one word, or it separates.
        const covered = new Set<number>();
        for (const { span, text: word } of words) {
          expect(text.slice(span.start, span.end)).toBe(word);
          for (let offset = span.start; offset < span.end; offset++) {
            expect(covered.has(offset)).toBe(false);
            covered.add(offset);
          }
        }
        for (let offset = 0; offset < text.length; offset++) {
          if (!covered.has(offset)) expect(', \t\r\n\v\f').toContain(text[offset]);
        }
        for (const { span } of node.problems) {
          expect(span.start).toBeLessThan(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
        if (node.problems.length === 0) expect(node.value === null).toBe(words.length === 0);
        if (node.value !== null) {
          expect(node.meant).toEqual(node.value);
          // What is in force is written and read back as itself.
          if (!node.attributes.some(({ braced }) => braced)) {
            expect(parsePolicyValue(formatPolicyValue(node.value)).value).toEqual(node.value);
          }
        }
      }),
    );
  });
});
