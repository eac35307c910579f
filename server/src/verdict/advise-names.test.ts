import { describe } from 'vitest';
import { type AdviseRow, adviseTable } from './testing/advise-table';
import type { EvidenceSpec, HostSpec } from './testing/build-evidence';

/** Hosts with certificates for the given names; each for its own where there are none. */
function hosts(names: readonly string[], certificateNames?: readonly string[]): readonly HostSpec[] {
  return names.map((name) => ({ name, ...(certificateNames ? { addresses: [{ names: certificateNames }] } : {}) }));
}

/** Advised for hosts that plain DNS named: each name is to be confirmed. */
function named(
  because: string,
  seen: EvidenceSpec,
  names: readonly string[],
  more: Partial<AdviseRow> = {},
): AdviseRow {
  return { because, seen, advised: `secure match=${names.join(':')}`, confirm: names, ...more };
}

function numbered(count: number, suffix: string): readonly string[] {
  return Array.from({ length: count }, (_, index) => `mx${index + 1}${suffix}`);
}

describe('names in match=', () => {
  adviseTable([
    named('the exact host name', { hosts: hosts(['mx.provider.example']) }, ['mx.provider.example']),
    named('exact names up to four hosts', { hosts: hosts(numbered(4, '.in.provider.example')) }, [
      ...numbered(4, '.in.provider.example'),
    ]),
    named(
      'the narrowest suffix for five',
      { hosts: hosts(numbered(5, '.in.provider.example')) },
      ['.in.provider.example'],
      { also: ['suffix-breadth'] },
    ),
    named(
      'as wide as need be, and no wider than one registrable domain',
      { hosts: hosts([...numbered(3, '.in.provider.example'), ...numbered(2, '.provider.example')]) },
      ['.provider.example'],
    ),
    named(
      'one suffix for each provider, and the name of a host that stands alone',
      { hosts: hosts([...numbered(4, '.in.provider.example'), 'mx.other.example']) },
      ['.in.provider.example', 'mx.other.example'],
    ),
    named(
      'a suffix does not hold the name itself',
      { hosts: hosts(['provider.example', ...numbered(4, '.provider.example')]) },
      ['provider.example', '.provider.example'],
    ),
    named(
      'never a public suffix, though all hosts are below it',
      { hosts: hosts(['mx.a.co.uk', 'mx.b.co.uk', 'mx.c.co.uk', 'mx.d.co.uk', 'mx.e.co.uk']) },
      ['mx.a.co.uk', 'mx.b.co.uk', 'mx.c.co.uk', 'mx.d.co.uk', 'mx.e.co.uk'],
    ),
    named(
      'nor one of the private part of the list',
      { hosts: hosts(['one.github.io', 'two.github.io', 'three.github.io', 'four.github.io', 'five.github.io']) },
      ['one.github.io', 'two.github.io', 'three.github.io', 'four.github.io', 'five.github.io'],
    ),
    named(
      'a wildcard certificate verifies for the host name, and its breadth is told',
      { hosts: hosts(['mx.provider.example'], ['*.provider.example']) },
      ['mx.provider.example'],
      { also: ['wildcard-breadth'] },
    ),
    named(
      'a certificate for a sibling verifies for the suffix that both have',
      { hosts: hosts(['mx1.provider.example'], ['mail.provider.example']) },
      ['.provider.example'],
      { also: ['suffix-breadth'] },
    ),
    {
      because: 'never because a certificate happens to carry the name',
      seen: { hosts: hosts(['mx.provider.example'], ['mail.hoster.example']) },
      advised: 'none',
      first: 'names-another-host',
      runnersUp: [],
    },
    {
      because: 'nor a wildcard directly below a public suffix',
      seen: { hosts: hosts(['mx.provider.co.uk'], ['mail.other.co.uk']) },
      advised: 'none',
      first: 'names-another-host',
    },
    named(
      'a host of the domain itself beside one of a provider',
      { hosts: hosts(['mx.a.example', 'mx.provider.example']) },
      ['mx.a.example', 'mx.provider.example'],
    ),
    {
      because: 'the certificate of one of the hosts names only the next-hop',
      seen: {
        hosts: [{ name: 'mx.a.example', addresses: [{ names: ['a.example'] }] }, { name: 'mx.provider.example' }],
      },
      advised: 'secure match=nexthop:mx.provider.example',
      confirm: ['mx.provider.example'],
    },
    named(
      'an unreached host is named as well, since mail may go there',
      {
        hosts: [
          { name: 'mx1.provider.example', addresses: [{ outcome: 'untested' }] },
          { name: 'mx2.provider.example' },
        ],
      },
      ['mx1.provider.example', 'mx2.provider.example'],
      { also: ['host-unreached'] },
    ),
    named(
      'so is one that was not looked at',
      { hosts: hosts(['mx1.provider.example']), unseen: ['mx9.provider.example'] },
      ['mx1.provider.example', 'mx9.provider.example'],
    ),
    named(
      'a host without address is not',
      { hosts: [{ name: 'gone.provider.example', addresses: [] }, { name: 'mx.provider.example' }] },
      ['mx.provider.example'],
    ),
    {
      because: 'a name that would end the attribute or be a keyword is no name for a policy',
      seen: { hosts: [{ name: 'mx:hostname.provider.example' }] },
      advised: 'none',
    },
    {
      because: 'a host name of one label is none either',
      seen: { hosts: [{ name: 'hostname' }] },
      advised: 'none',
    },
    {
      because: 'a host in brackets is its own next-hop',
      seen: { nextHop: '[mx.provider.example]:587', routing: 'bracketed' },
      advised: 'secure',
    },
    {
      because: 'MTA-STS: a pattern that is a public suffix stays out',
      seen: {
        hosts: hosts(['mx.provider.example']),
        mtaSts: { mode: 'enforce', mx: ['*.provider.example', '*.example'] },
      },
      advised: 'secure match=.provider.example',
    },
    {
      because: 'MTA-STS: more than four patterns become the narrowest suffix',
      seen: {
        hosts: hosts(numbered(5, '.in.provider.example')),
        mtaSts: { mode: 'enforce', mx: numbered(5, '.in.provider.example') },
      },
      advised: 'secure match=.in.provider.example',
      confirm: [],
    },
  ]);
});
