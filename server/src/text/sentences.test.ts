import { describe, expect, it } from 'vitest';
import { inOneLine } from './sentences';

describe('texts in one line', () => {
  it('end before the next one begins, and the last one as it is', () => {
    expect(inOneLine(['It fails.', 'TLS is required', 'Stronger: a.example secure'])).toBe(
      'It fails. TLS is required. Stronger: a.example secure',
    );
    expect(inOneLine(['one'])).toBe('one');
    expect(inOneLine([])).toBe('');
  });
});
