import { describe, expect, it } from 'vitest';
import { endpointOf, systemResolvers } from './system-resolvers';

describe('the resolvers of the system', () => {
  it.each([
    ['192.0.2.53', [{ host: '192.0.2.53', port: 53 }]],
    ['192.0.2.53:5353', [{ host: '192.0.2.53', port: 5353 }]],
    ['2001:db8::53', [{ host: '2001:db8::53', port: 53 }]],
    ['[2001:db8::53]:5353', [{ host: '2001:db8::53', port: 5353 }]],
    ['fe80::1%eth0', [{ host: 'fe80::1%eth0', port: 53 }]],
    ['resolver.example', []],
    ['', []],
  ])('%s', (server, endpoints) => expect(endpointOf(server)).toEqual(endpoints));

  it('are addresses with ports', () => {
    for (const { host, port } of systemResolvers()) {
      expect(endpointOf(host)).toEqual([{ host, port: 53 }]);
      expect(port).toBeGreaterThan(0);
    }
    expect(systemResolvers().length).toBeGreaterThan(0);
  });
});
