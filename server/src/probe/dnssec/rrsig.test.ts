import { describe, expect, it } from 'vitest';
import { secondsLeft, secondsUntilValid, validityAt } from './rrsig';
import { rrsig } from './testing/records';

function signature(inception: number, expiration: number): ReturnType<typeof rrsig> {
  return rrsig({
    type: 1,
    algorithm: 13,
    labels: 1,
    ttl: 60,
    inception,
    expiration,
    keyTag: 1,
    signer: '',
    signature: 'AA==',
  });
}

const at = (seconds: number): Date => new Date(seconds * 1000);
/** Where the 32 bits of the times overflow, in 2106. */
const end = 2 ** 32;

describe('the time of a signature (RFC 4034 section 3.1.5)', () => {
  it.each<[number, number, number, string, number]>([
    [100, 200, 99, 'not-yet-valid', 101],
    [100, 200, 100, 'valid', 100],
    [100, 200, 200, 'valid', 0],
    [100, 200, 201, 'expired', -1],
    [200, 100, 150, 'expired', -50],
    [100, 100, 100, 'valid', 0],
    // By serial number arithmetic (RFC 1982) time goes on beyond the end of the numbers.
    [end - 100, 100, end - 50, 'valid', 150],
    [end - 100, 100, end + 50, 'valid', 50],
    [end - 100, 100, end + 101, 'expired', -1],
    [end - 100, 100, end - 101, 'not-yet-valid', 201],
  ])('from %i to %i is, at %i, %s', (inception, expiration, now, validity, left) => {
    const each = signature(inception % end, expiration);
    expect(validityAt(each, at(now))).toBe(validity);
    expect(secondsLeft(each, at(now))).toBe(left);
    if (validity === 'not-yet-valid') expect(secondsUntilValid(each, at(now))).toBeGreaterThan(0);
  });
});
