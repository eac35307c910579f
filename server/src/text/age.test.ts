import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeAge, untilNextAge } from './age';

const second = 1_000;
const hour = 3_600 * second;

it.each<[number, string, string]>([
  [-5 * second, 'just now', 'gerade eben'],
  [0, 'just now', 'gerade eben'],
  [59 * second, 'just now', 'gerade eben'],
  [60 * second, '1 minute ago', 'vor 1 Minute'],
  [59 * 60 * second, '59 minutes ago', 'vor 59 Minuten'],
  [hour, '1 hour ago', 'vor 1 Stunde'],
  [23 * hour, '23 hours ago', 'vor 23 Stunden'],
  [24 * hour, 'yesterday', 'gestern'],
  [3 * 24 * hour, '3 days ago', 'vor 3 Tagen'],
])('%i ms: %s', (milliseconds, english, german) => {
  expect([describeAge(milliseconds, 'en'), describeAge(milliseconds, 'de')]).toEqual([english, german]);
});

it('is told in the same words until the next one is due', () => {
  const age = fc.oneof(
    fc.integer({ min: -10 * second, max: 3 * 24 * hour }),
    fc.constantFrom(59.999 * second, 60 * second, hour - 1, hour, 24 * hour - 1, 24 * hour),
  );
  fc.assert(
    fc.property(age, (milliseconds) => {
      const next = milliseconds + untilNextAge(milliseconds);
      expect(describeAge(next - 1, 'en')).toBe(describeAge(milliseconds, 'en'));
      expect(describeAge(next, 'en')).not.toBe(describeAge(milliseconds, 'en'));
    }),
  );
});

it('is told in other languages, too', () => {
  expect([describeAge(0, 'en-GB'), describeAge(0, 'de-AT'), describeAge(0, 'fr'), describeAge(2 * hour, 'fr')]).toEqual(
    ['just now', 'gerade eben', 'maintenant', 'il y a 2 heures'],
  );
});
