import type { Scenario } from '../scenario';
import { both, daneEe, found, goodHost, mailZone, none, untested, zone } from './build';

const bogusWhy =
  'The parent says that the zone is signed and the data does not verify: bogus (RFC 4035 section 4.3). A validating resolver answers SERVFAIL and Postfix defers at every level. Row 0: no entry.';

/** Domains whose DNS alone decides. */
export const dnsScenarios: readonly Scenario[] = [
  {
    id: 'bogus-zone',
    title: 'The DS record in the parent belongs to another key',
    domain: 'bogus-zone.example',
    zones: [mailZone('bogus-zone.example', 'wrong-ds', ['mx.bogus-zone.example'])],
    hosts: [goodHost('mx.bogus-zone.example', { tlsa: daneEe })],
    truth: both(none('DNSSEC validation failed', bogusWhy)),
  },
  {
    id: 'bogus-expired',
    title: 'All signatures of the zone have expired',
    domain: 'bogus-expired.example',
    zones: [mailZone('bogus-expired.example', 'expired', ['mx.bogus-expired.example'])],
    hosts: [goodHost('mx.bogus-expired.example', { tlsa: daneEe })],
    truth: both(none('DNSSEC validation failed', bogusWhy)),
  },
  {
    id: 'bogus-mx',
    title: 'The MX record set was altered',
    domain: 'bogus-mx.example',
    zones: [
      mailZone('bogus-mx.example', 'signed', ['mx.bogus-mx.example'], {
        tampered: [{ owner: 'bogus-mx.example', type: 'MX' }],
      }),
    ],
    hosts: [goodHost('mx.bogus-mx.example', { tlsa: daneEe })],
    truth: both(none('DNSSEC validation failed', bogusWhy)),
  },
  {
    id: 'bogus-address',
    title: 'The address record set of the MX host was altered',
    domain: 'bogus-address.example',
    zones: [
      mailZone('bogus-address.example', 'signed', ['mx.bogus-address.example'], {
        tampered: [{ owner: 'mx.bogus-address.example', type: 'A' }],
      }),
    ],
    hosts: [goodHost('mx.bogus-address.example', { tlsa: daneEe })],
    truth: both(none('DNSSEC validation failed', bogusWhy)),
  },
  {
    id: 'mx-servfail',
    title: 'The MX lookup fails',
    domain: 'mx-servfail.example',
    zones: [mailZone('mx-servfail.example', 'unsigned', ['mx.mx-servfail.example'])],
    hosts: [goodHost('mx.mx-servfail.example')],
    dnsFaults: [{ name: 'mx-servfail.example', type: 'MX', kind: 'servfail' }],
    truth: both(untested('DNS lookup failed', 'Without an MX answer nothing is known (RFC 5321 section 5.1: defer).')),
  },
  {
    id: 'dns-silent',
    title: 'The resolver never answers for the domain',
    domain: 'dns-silent.example',
    zones: [mailZone('dns-silent.example', 'unsigned', ['mx.dns-silent.example'])],
    hosts: [goodHost('mx.dns-silent.example')],
    dnsFaults: [{ name: 'dns-silent.example', type: 'MX', kind: 'drop' }],
    truth: both(untested('DNS lookup failed', 'A timeout is could not be tested (DESIGN section 2).')),
  },
  {
    id: 'outside',
    title: 'A name that the lab does not know',
    domain: 'outside-the-lab.org',
    zones: [],
    hosts: [],
    truth: both(untested('DNS lookup failed', 'The resolver answers REFUSED (issue 2, part 2).')),
  },
  {
    id: 'null-mx',
    title: 'Null MX',
    domain: 'null-mx.example',
    zones: [
      zone('null-mx.example', 'signed', {
        records: [{ owner: 'null-mx.example', type: 'MX', preference: 0, exchange: '' }],
      }),
    ],
    hosts: [],
    truth: both(none('null MX', 'The domain accepts no mail (RFC 7505 section 3): there is nothing to authenticate.')),
  },
  {
    id: 'no-such-domain',
    title: 'The domain does not exist',
    domain: 'no-such-domain.example',
    zones: [],
    hosts: [],
    truth: both(none('no such domain', 'NXDOMAIN, proven by NSEC of the parent zone: mail bounces.')),
  },
  {
    id: 'no-mail',
    title: 'The domain has neither MX nor address',
    domain: 'no-mail.example',
    zones: [
      zone('no-mail.example', 'signed', { records: [{ owner: 'no-mail.example', type: 'TXT', text: 'no mail here' }] }),
    ],
    hosts: [],
    truth: both(none('no MX host has an address', 'No MX and no address (RFC 5321 section 5.1): mail bounces.')),
  },
  {
    id: 'mx-nowhere',
    title: 'The only MX record points to a name that does not exist',
    domain: 'mx-nowhere.example',
    zones: [mailZone('mx-nowhere.example', 'signed', ['nowhere.mx-nowhere.example'])],
    hosts: [],
    truth: both(none('no MX host has an address', 'NXDOMAIN for the only host: mail bounces.')),
  },
  {
    id: 'one-mx-nowhere',
    title: 'One of two MX records points to a name that does not exist, the other host verifies',
    domain: 'one-mx-nowhere.example',
    zones: [
      mailZone('one-mx-nowhere.example', 'signed', ['nowhere.one-mx-nowhere.example', 'mx.one-mx-nowhere.example']),
    ],
    hosts: [goodHost('mx.one-mx-nowhere.example')],
    truth: both(
      found(
        'one-mx-nowhere.example secure',
        'certificates verify for the next-hop',
        'A host without address receives nothing; every reached host verifies for dot-nexthop. Row 3.',
      ),
    ),
  },
];
