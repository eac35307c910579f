import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainMessage } from './plain-message';

describe('a message', () => {
  it.each([
    ['example.org: all is well.', 'example.org: all is well.'],
    ['421 [click](command:evil)', '421 [click] (command:evil)'],
    ['a\r\nb\u001b[31mc\u202ed', 'a b [31mc d'],
    ['x'.repeat(2_000), `${'x'.repeat(999)}…`],
  ])('of %j', (text, plain) => {
    expect(plainMessage(text)).toBe(plain);
  });

  it('never holds a link or a control character', () => {
    const part = fc.oneof(fc.constantFrom('[', ']', '(', ')', '](', 'command:', '\u202e', '\u0000', '\n'), fc.string());
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const plain = plainMessage(parts.join(''));
        expect(plain).not.toMatch(/\]\(|[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(plain.length).toBeLessThanOrEqual(1_000);
      }),
    );
  });
});
