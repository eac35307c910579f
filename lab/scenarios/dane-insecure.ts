import type { Scenario } from '../scenario';
import { both, daneEe, found, goodHost, mailZone, none, selfSignedHost, untested, wrongDaneEe, zone } from './build';
import { row0Mismatch } from './dane-whys';

/** Where STARTTLS, or the security of a record before the TLSA records, is missing. */
export const daneInsecure: readonly Scenario[] = [
  {
    id: 'dane-no-starttls',
    title: 'TLSA exists, the host offers no STARTTLS',
    domain: 'dane-no-starttls.example',
    zones: [mailZone('dane-no-starttls.example', 'signed', ['mx.dane-no-starttls.example'])],
    hosts: [selfSignedHost('mx.dane-no-starttls.example', { tlsa: daneEe, behaviour: { startTls: 'absent' } })],
    truth: both(
      none(
        'no STARTTLS',
        'With usable TLSA records TLS is mandatory (RFC 7672 section 2.2); without STARTTLS every authenticating level defers.',
      ),
    ),
  },
  {
    id: 'dane-insecure-mx',
    title: 'Unsigned domain; the MX host is signed and its self-signed certificate matches its TLSA',
    domain: 'dane-insecure-mx.example',
    zones: [
      mailZone('dane-insecure-mx.example', 'unsigned', ['mx.dane-insecure-mx-at.example']),
      zone('dane-insecure-mx-at.example', 'signed'),
    ],
    hosts: [selfSignedHost('mx.dane-insecure-mx-at.example', { tlsa: daneEe })],
    truth: both(
      none(
        'certificate not trusted',
        'An insecure MX record can be forged, so TLSA of the host proves nothing about the domain (RFC 7672 section 2.2.1; rows 1 and 2 need a secure MX set), and the certificate is self-signed.',
      ),
    ),
  },
  {
    id: 'dane-insecure-mx-pkix',
    title: 'Unsigned domain; the MX host is signed, matches its TLSA, and has a certificate of the public CA',
    domain: 'dane-insecure-mx-pkix.example',
    zones: [
      mailZone('dane-insecure-mx-pkix.example', 'unsigned', ['mx.dane-insecure-mx-pkix-at.example']),
      zone('dane-insecure-mx-pkix-at.example', 'signed'),
    ],
    hosts: [goodHost('mx.dane-insecure-mx-pkix-at.example', { tlsa: daneEe })],
    truth: both(
      found(
        'dane-insecure-mx-pkix.example secure match=mx.dane-insecure-mx-pkix-at.example',
        'certificates verify for the MX host names',
        'No dane with an insecure MX set; row 5: the certificate verifies for the MX host name, which only plain DNS told.',
        ['mx.dane-insecure-mx-pkix-at.example'],
      ),
    ),
  },
  {
    id: 'dane-insecure-mx-wrong',
    title: 'Unsigned domain; the signed MX host fails its own TLSA, its certificate verifies',
    domain: 'dane-insecure-mx-wrong.example',
    zones: [
      mailZone('dane-insecure-mx-wrong.example', 'unsigned', ['mx.dane-insecure-mx-wrong-at.example']),
      zone('dane-insecure-mx-wrong-at.example', 'signed'),
    ],
    hosts: [goodHost('mx.dane-insecure-mx-wrong-at.example', { tlsa: wrongDaneEe })],
    truth: both(none('TLSA records do not match', row0Mismatch)),
  },
  {
    id: 'dane-host-in-unsigned-zone',
    title: 'Signed domain; the MX host lies in an unsigned zone that publishes TLSA',
    domain: 'dane-host-unsigned.example',
    zones: [
      mailZone('dane-host-unsigned.example', 'signed', ['mx.dane-host-unsigned-at.example']),
      zone('dane-host-unsigned-at.example', 'unsigned'),
    ],
    hosts: [goodHost('mx.dane-host-unsigned-at.example', { tlsa: daneEe })],
    truth: both(
      found(
        'dane-host-unsigned.example secure match=mx.dane-host-unsigned-at.example',
        'certificates verify for the MX host names',
        'Insecure host addresses: no TLSA lookup (RFC 7672 section 2.2.2). Row 5: the host verifies for its name, and the MX set that told the name is DNSSEC-secure, so nothing needs confirming.',
      ),
    ),
  },
  {
    id: 'dane-tlsa-servfail',
    title: 'The TLSA lookup fails',
    domain: 'dane-tlsa-servfail.example',
    zones: [mailZone('dane-tlsa-servfail.example', 'signed', ['mx.dane-tlsa-servfail.example'])],
    hosts: [goodHost('mx.dane-tlsa-servfail.example', { tlsa: daneEe })],
    dnsFaults: [{ name: '_25._tcp.mx.dane-tlsa-servfail.example', type: 'TLSA', kind: 'servfail' }],
    truth: both(
      untested(
        'DNS lookup failed',
        'A failed TLSA lookup is neither records nor their absence; a client must not go on as if there were none (RFC 7672 section 2.1.2). Row 0: no entry.',
      ),
    ),
  },
  {
    id: 'dane-tlsa-bogus',
    title: 'The TLSA record set does not verify',
    domain: 'dane-tlsa-bogus.example',
    zones: [
      mailZone('dane-tlsa-bogus.example', 'signed', ['mx.dane-tlsa-bogus.example'], {
        tampered: [{ owner: '_25._tcp.mx.dane-tlsa-bogus.example', type: 'TLSA' }],
      }),
    ],
    hosts: [goodHost('mx.dane-tlsa-bogus.example', { tlsa: daneEe })],
    truth: both(
      none(
        'DNSSEC validation failed',
        'A bogus TLSA record set (RFC 4035 section 5) is what an attack looks like; RFC 7672 section 2.1.1: treat as a lookup error, do not deliver. Row 0: no entry.',
      ),
    ),
  },
];
