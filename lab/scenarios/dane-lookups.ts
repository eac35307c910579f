import type { Scenario } from '../scenario';
import {
  alias,
  both,
  daneEe,
  daneInBoth,
  found,
  goodHost,
  mailZone,
  none,
  privateCertificate,
  selfSignedHost,
  tlsa,
  untested,
  zone,
} from './build';
import { selfSignedWhy } from './dane-whys';

const lookupWhy =
  'A failed TLSA lookup is neither records nor their absence; a client must not go on as if there were none (RFC 7672 section 2.1.2). Row 0: no entry.';

/** What comes before a TLSA record is used: MX, addresses, aliases, and lookups that fail. */
export const daneLookupScenarios: readonly Scenario[] = [
  {
    id: 'dane-tlsa-servfail-first',
    title: 'The TLSA lookup of the preferred host fails, the second host matches',
    domain: 'dane-tlsa-servfail-first.example',
    zones: [
      mailZone('dane-tlsa-servfail-first.example', 'signed', [
        'mx1.dane-tlsa-servfail-first.example',
        'mx2.dane-tlsa-servfail-first.example',
      ]),
    ],
    hosts: [
      goodHost('mx1.dane-tlsa-servfail-first.example', { tlsa: daneEe }),
      selfSignedHost('mx2.dane-tlsa-servfail-first.example', { tlsa: daneEe }),
    ],
    dnsFaults: [{ name: '_25._tcp.mx1.dane-tlsa-servfail-first.example', type: 'TLSA', kind: 'servfail' }],
    truth: both(untested('DNS lookup failed', lookupWhy)),
  },
  {
    id: 'dane-address-bogus-first',
    title: 'The address of the preferred host was altered, the second host matches',
    domain: 'dane-address-bogus-first.example',
    zones: [
      mailZone(
        'dane-address-bogus-first.example',
        'signed',
        ['mx1.dane-address-bogus-first.example', 'mx2.dane-address-bogus-first.example'],
        { tampered: [{ owner: 'mx1.dane-address-bogus-first.example', type: 'A' }] },
      ),
    ],
    hosts: [
      selfSignedHost('mx1.dane-address-bogus-first.example', { tlsa: daneEe }),
      selfSignedHost('mx2.dane-address-bogus-first.example', { tlsa: daneEe }),
    ],
    truth: both(
      none(
        'DNSSEC validation failed',
        'Data that does not verify is what an attack looks like (RFC 4035 section 5); row 0 asks no other host.',
      ),
    ),
  },
  {
    id: 'dane-unusable-no-starttls',
    title: 'Only an unusable TLSA record, and the host offers no STARTTLS',
    domain: 'dane-unusable-no-starttls.example',
    zones: [mailZone('dane-unusable-no-starttls.example', 'signed', ['mx.dane-unusable-no-starttls.example'])],
    hosts: [
      goodHost('mx.dane-unusable-no-starttls.example', { tlsa: [tlsa('1 1 1')], behaviour: { startTls: 'absent' } }),
    ],
    truth: both(
      none(
        'no STARTTLS',
        'Unusable records make TLS mandatory without authentication (RFC 7672 section 2.2); every level from encrypt on defers.',
      ),
    ),
  },
  {
    id: 'signed-no-starttls',
    title: 'Signed domain without TLSA, and the host offers no STARTTLS',
    domain: 'signed-no-starttls.example',
    zones: [mailZone('signed-no-starttls.example', 'signed', ['mx.signed-no-starttls.example'])],
    hosts: [goodHost('mx.signed-no-starttls.example', { behaviour: { startTls: 'absent' } })],
    truth: both(
      none(
        'no STARTTLS',
        'The absence of TLSA is proven, so dane acts as may and mail goes in the clear (RFC 7672 section 2.2); secure defers.',
      ),
    ),
  },
  {
    id: 'dane-insecure-mx-unusable',
    title: 'Unsigned domain; the TLSA record of the signed MX host is unusable, its certificate verifies',
    domain: 'dane-insecure-mx-unusable.example',
    zones: [
      mailZone('dane-insecure-mx-unusable.example', 'unsigned', ['mx.dane-insecure-mx-unusable-at.example']),
      zone('dane-insecure-mx-unusable-at.example', 'signed'),
    ],
    hosts: [goodHost('mx.dane-insecure-mx-unusable-at.example', { tlsa: [tlsa('1 1 1')] })],
    truth: both(
      found(
        'dane-insecure-mx-unusable.example secure match=mx.dane-insecure-mx-unusable-at.example',
        'certificates verify for the MX host names',
        'Rows 1 and 2 need a secure MX set and usable records; row 5: the certificate verifies for the MX host name, which only plain DNS told.',
        ['mx.dane-insecure-mx-unusable-at.example'],
      ),
    ),
  },
  {
    id: 'dane-insecure-mx-servfail',
    title: 'Unsigned domain; the TLSA lookup of the signed MX host fails',
    domain: 'dane-insecure-mx-servfail.example',
    zones: [
      mailZone('dane-insecure-mx-servfail.example', 'unsigned', ['mx.dane-insecure-mx-servfail-at.example']),
      zone('dane-insecure-mx-servfail-at.example', 'signed'),
    ],
    hosts: [goodHost('mx.dane-insecure-mx-servfail-at.example', { tlsa: daneEe })],
    dnsFaults: [{ name: '_25._tcp.mx.dane-insecure-mx-servfail-at.example', type: 'TLSA', kind: 'servfail' }],
    truth: both(untested('DNS lookup failed', lookupWhy)),
  },
  {
    id: 'dane-insecure-mx-no-starttls',
    title: 'Unsigned domain; the signed MX host has TLSA and offers no STARTTLS',
    domain: 'dane-insecure-mx-no-starttls.example',
    zones: [
      mailZone('dane-insecure-mx-no-starttls.example', 'unsigned', ['mx.dane-insecure-mx-no-starttls-at.example']),
      zone('dane-insecure-mx-no-starttls-at.example', 'signed'),
    ],
    hosts: [
      goodHost('mx.dane-insecure-mx-no-starttls-at.example', { tlsa: daneEe, behaviour: { startTls: 'absent' } }),
    ],
    truth: both(
      none('no STARTTLS', 'No authenticating level delivers without TLS, whatever the TLSA records of the host say.'),
    ),
  },
  {
    id: 'dane-cname-fallback',
    title: 'The MX host is an alias, both names are signed, and TLSA stands at the alias alone',
    domain: 'dane-cname-fallback.example',
    zones: [
      mailZone('dane-cname-fallback.example', 'signed', ['alias.dane-cname-fallback.example'], {
        records: [alias('alias.dane-cname-fallback.example', 'mx.dane-cname-fallback.example')],
      }),
    ],
    hosts: [
      selfSignedHost('mx.dane-cname-fallback.example', {
        tlsa: daneEe,
        tlsaOwner: '_25._tcp.alias.dane-cname-fallback.example',
      }),
    ],
    truth: daneInBoth(
      'dane-cname-fallback.example',
      'Without TLSA records at the expanded name the original name is the TLSA base domain (RFC 7672 section 2.2.2); its record matches.',
      selfSignedWhy,
    ),
  },
  {
    id: 'dane-cname-servfail',
    title: 'The MX host is an alias, TLSA stands at the alias, and the lookup at its target fails',
    domain: 'dane-cname-servfail.example',
    zones: [
      mailZone('dane-cname-servfail.example', 'signed', ['alias.dane-cname-servfail.example'], {
        records: [alias('alias.dane-cname-servfail.example', 'mx.dane-cname-servfail.example')],
      }),
    ],
    hosts: [
      selfSignedHost('mx.dane-cname-servfail.example', {
        tlsa: daneEe,
        tlsaOwner: '_25._tcp.alias.dane-cname-servfail.example',
      }),
    ],
    dnsFaults: [{ name: '_25._tcp.mx.dane-cname-servfail.example', type: 'TLSA', kind: 'servfail' }],
    truth: both(
      untested(
        'DNS lookup failed',
        `The original name is asked only after a proven absence at the expanded one (RFC 7672 section 2.2.2). ${lookupWhy}`,
      ),
    ),
  },
  {
    id: 'dane-domain-alias',
    title: 'The mail domain is an alias; DANE-TA, and the certificate names the domain that it stands for',
    domain: 'post.dane-domain-alias.example',
    zones: [
      mailZone('dane-domain-alias.example', 'signed', ['mx.dane-domain-alias.example'], {
        records: [alias('post.dane-domain-alias.example', 'dane-domain-alias.example')],
      }),
    ],
    hosts: [
      {
        name: 'mx.dane-domain-alias.example',
        certificate: privateCertificate('dane-domain-alias.example'),
        tlsa: [tlsa('2 1 1', 'issuer')],
      },
    ],
    truth: daneInBoth(
      'post.dane-domain-alias.example',
      'Where the next-hop is a secure alias, the name that it stands for is a reference identifier too (RFC 7672 section 3.2.2).',
      'The CA is private and in no trust store.',
    ),
  },
];
