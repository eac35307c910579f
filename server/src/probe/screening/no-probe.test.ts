import { describe, expect, it } from 'vitest';
import { createNoProbe, NoProbeError } from './no-probe';

const noProbe = createNoProbe([
  'quiet.example',
  '.Below.example',
  ' faß.example ',
  '192.0.2.0/24',
  '2001:db8:1::/48',
  '198.51.100.7',
]);

describe('those who asked not to be probed', () => {
  it.each([
    ['quiet.example', true],
    ['mx.quiet.example', true],
    ['a.b.below.example', true],
    ['xn--fa-hia.example', true],
    ['loudquiet.example', false],
    ['example', false],
    ['quiet.example.org', false],
  ])('%s: %s', (name, isListed) => {
    expect(noProbe.ofName(name)?.id).toBe(isListed ? 'no-probe' : undefined);
  });

  it.each([
    ['192.0.2.77', true],
    ['198.51.100.7', true],
    ['198.51.100.8', false],
    ['2001:db8:1::9', true],
    ['2001:db8:2::9', false],
    ['no address', false],
  ])('%s: %s', (address, isListed) => {
    expect(noProbe.ofAddress(address)?.id).toBe(isListed ? 'no-probe' : undefined);
  });

  it('tells who it is', () => {
    expect(noProbe.ofName('mx.quiet.example')?.text).toBe(
      'quiet.example is on the list of those who asked not to be probed',
    );
  });

  it.each(['', '*.example', 'a b', '192.0.2.0/33', 'a..b', 'user@example.org'])('%j is refused', (entry) => {
    expect(() => createNoProbe([entry])).toThrow(NoProbeError);
  });
});
