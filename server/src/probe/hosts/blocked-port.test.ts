import { describe, expect, it } from 'vitest';
import type { CauseId } from '../cause';
import type { AddressEvidence, HostEvidence } from '../evidence';
import type { Route } from '../options';
import { explainBlockedPort, type RunConnections } from './blocked-port';
import { answered } from './testing/answers';

const direct: Route = { kind: 'direct' };
const proxied: Route = { kind: 'socks5', host: '127.0.0.1', port: 1080 };

function untested(address: string, id: CauseId, port = 25): AddressEvidence {
  return { address, port, outcome: 'untested', cause: { id, text: `${address}: ${id}` } };
}

function host(...addresses: readonly AddressEvidence[]): HostEvidence {
  const name = 'mx.example.org';
  return {
    name,
    preference: 10,
    ipv4: answered(name, 'A', []),
    ipv6: answered(name, 'AAAA', []),
    tlsa: [],
    tlsaBase: null,
    tlsaRecords: [],
    addresses,
    addressesSkipped: 0,
  };
}

const [one, two, six] = ['192.0.2.1', '192.0.2.2', '2001:db8::1'];
const open: AddressEvidence = { address: two, port: 25, outcome: 'no-starttls' };

interface Case {
  readonly hosts: readonly HostEvidence[];
  readonly route?: Route;
  readonly canConnect?: boolean;
  /** Addresses of other domains that failed in this run. */
  readonly failed?: RunConnections['failed'];
  /** What the causes are told to mean; null where they stay as they are. */
  readonly guess: 'blocked' | 'either' | null;
}

describe('a network that blocks port 25', () => {
  it.each<[string, Case]>([
    [
      'all time out',
      { hosts: [host(untested(one, 'connect-timeout')), host(untested(two, 'connect-timeout'))], guess: 'blocked' },
    ],
    [
      'all are refused',
      { hosts: [host(untested(one, 'connection-refused'), untested(two, 'connection-refused'))], guess: 'blocked' },
    ],
    [
      'all are unreachable',
      {
        hosts: [host(untested(one, 'network-unreachable')), host(untested(two, 'network-unreachable'))],
        guess: 'blocked',
      },
    ],
    ['one alone times out', { hosts: [host(untested(one, 'connect-timeout'))], guess: 'either' }],
    [
      'one server under two names times out',
      { hosts: [host(untested(one, 'connect-timeout')), host(untested(one, 'connect-timeout'))], guess: 'either' },
    ],
    [
      'IPv6 is missing besides',
      { hosts: [host(untested(one, 'connect-timeout'), untested(six, 'no-ipv6'))], guess: 'either' },
    ],
    [
      'one asked not to be probed besides',
      {
        hosts: [
          host(untested(one, 'connect-timeout'), untested(six, 'no-probe')),
          host(untested(two, 'connect-timeout')),
        ],
        guess: 'blocked',
      },
    ],
    [
      'one alone is refused, and so was one of another domain',
      {
        hosts: [host(untested(one, 'connection-refused'))],
        failed: new Map([
          [one, 'connection-refused'],
          [two, 'connection-refused'],
        ]),
        guess: 'blocked',
      },
    ],
    [
      'one alone is refused, and one of another domain timed out',
      {
        hosts: [host(untested(one, 'connection-refused'))],
        failed: new Map([[two, 'connect-timeout']]),
        guess: null,
      },
    ],
    ['one alone is refused', { hosts: [host(untested(one, 'connection-refused'))], guess: null }],
    [
      'they fail in different ways',
      { hosts: [host(untested(one, 'connect-timeout')), host(untested(two, 'connection-refused'))], guess: null },
    ],
    ['one is reached', { hosts: [host(untested(one, 'connect-timeout')), host(open)], guess: null }],
    [
      'one is reached and busy',
      { hosts: [host(untested(one, 'connect-timeout')), host(untested(two, 'temporary-reply'))], guess: null },
    ],
    [
      'another port',
      {
        hosts: [host(untested(one, 'connect-timeout', 587)), host(untested(two, 'connect-timeout', 587))],
        guess: null,
      },
    ],
    [
      'by a proxy',
      {
        hosts: [host(untested(one, 'connect-timeout')), host(untested(two, 'connect-timeout'))],
        route: proxied,
        guess: null,
      },
    ],
    [
      'others were reached in this run',
      {
        hosts: [host(untested(one, 'connect-timeout')), host(untested(two, 'connect-timeout'))],
        canConnect: true,
        guess: null,
      },
    ],
    [
      'nothing was tried',
      { hosts: [host(untested(one, 'address-refused'), untested(six, 'no-ipv6')), host()], guess: null },
    ],
  ])('%s', (_what, { hosts, route = direct, canConnect = false, failed = new Map(), guess }) => {
    const explained = explainBlockedPort(hosts, route, { canConnect, failed });
    if (guess === null) {
      expect(explained).toEqual(hosts);
      return;
    }
    const causes = (all: readonly HostEvidence[]) =>
      all.flatMap(({ addresses }) => addresses.map(({ cause }) => cause));
    const before = causes(hosts);
    for (const [index, cause] of causes(explained).entries()) {
      expect(cause?.id).toBe(before[index]?.id);
      if (cause?.id === 'no-ipv6' || cause?.id === 'no-probe') {
        expect(cause).toEqual(before[index]);
        continue;
      }
      expect(cause?.text).toContain(before[index]?.text);
      expect(cause?.text).toContain(guess === 'blocked' ? 'probably blocks port 25' : 'either the server is down or');
      expect(cause?.text).toContain('SOCKS5');
    }
  });
});
