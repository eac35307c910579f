import type { Scenario } from '../scenario';
import {
  daneEe,
  daneInBoth,
  daneOrSecure,
  found,
  goodHost,
  mailZone,
  privateCertificate,
  selfSignedHost,
  tlsa,
  wrongDaneEe,
} from './build';
import { eeWhy, ownNameWhy, selfSignedWhy } from './dane-whys';

/** Where the certificates match the TLSA records. */
export const daneMatches: readonly Scenario[] = [
  {
    id: 'dane-ee',
    title: 'DANE-EE matches a self-signed certificate',
    domain: 'dane-ee.example',
    zones: [mailZone('dane-ee.example', 'signed', ['mx.dane-ee.example'])],
    hosts: [selfSignedHost('mx.dane-ee.example', { tlsa: daneEe })],
    truth: daneInBoth('dane-ee.example', eeWhy, selfSignedWhy),
  },
  {
    id: 'dane-ee-pkix',
    title: 'DANE-EE matches a certificate that the public CA issued',
    domain: 'dane-ee-pkix.example',
    zones: [mailZone('dane-ee-pkix.example', 'signed', ['mx.dane-ee-pkix.example'])],
    hosts: [goodHost('mx.dane-ee-pkix.example', { tlsa: daneEe })],
    truth: daneOrSecure('dane-ee-pkix.example', eeWhy, ownNameWhy),
  },
  {
    id: 'dane-ee-expired',
    title: 'DANE-EE matches an expired certificate for a foreign name',
    domain: 'dane-ee-expired.example',
    zones: [mailZone('dane-ee-expired.example', 'signed', ['mx.dane-ee-expired.example'])],
    hosts: [
      {
        name: 'mx.dane-ee-expired.example',
        certificate: { issuer: 'public', names: ['elsewhere.example'], expired: true },
        tlsa: daneEe,
      },
    ],
    truth: daneInBoth('dane-ee-expired.example', eeWhy, 'The certificate has expired and names another host.'),
  },
  {
    id: 'dane-full-key',
    title: 'DANE-EE with the whole public key (3 1 0) and a SHA-512 digest of the certificate (3 0 2)',
    domain: 'dane-full-key.example',
    zones: [
      mailZone('dane-full-key.example', 'signed', ['mx1.dane-full-key.example', 'mx2.dane-full-key.example'], {
        algorithm: 15,
      }),
    ],
    hosts: [
      selfSignedHost('mx1.dane-full-key.example', { tlsa: [tlsa('3 1 0')] }),
      selfSignedHost('mx2.dane-full-key.example', { tlsa: [tlsa('3 0 2')] }),
    ],
    truth: daneInBoth(
      'dane-full-key.example',
      'Matching types 0 and 2 are usable (RFC 6698 section 2.1.3; tls_dane_digests holds sha512) and match at each host. The zone is signed with Ed25519 (RFC 8080).',
      selfSignedWhy,
    ),
  },
  {
    id: 'dane-rollover',
    title: 'Key rollover: of two DANE-EE records one matches, a PKIX-EE record is ignored',
    domain: 'dane-rollover.example',
    zones: [mailZone('dane-rollover.example', 'signed', ['mx.dane-rollover.example'], { algorithm: 8 })],
    hosts: [
      selfSignedHost('mx.dane-rollover.example', {
        tlsa: [tlsa('1 1 1', 'other'), tlsa('3 1 1', 'other'), tlsa('3 1 1')],
      }),
    ],
    truth: daneInBoth(
      'dane-rollover.example',
      'One matching record suffices (RFC 6698 section 2.1, RFC 7671 section 8.1); usage 1 is unusable in SMTP (RFC 7672 section 3.1.3). The zone is signed with RSA (algorithm 8).',
      selfSignedWhy,
    ),
  },
  {
    id: 'dane-one-of-two',
    title: 'The first host matches its TLSA record, the second does not',
    domain: 'dane-one-of-two.example',
    zones: [
      mailZone('dane-one-of-two.example', 'signed', ['mx1.dane-one-of-two.example', 'mx2.dane-one-of-two.example']),
    ],
    hosts: [
      goodHost('mx1.dane-one-of-two.example', { tlsa: daneEe }),
      goodHost('mx2.dane-one-of-two.example', { tlsa: wrongDaneEe }),
    ],
    truth: {
      dnssec: found(
        'dane-one-of-two.example dane',
        'some MX host matches, the others fail closed',
        'Row 0 exempts a mismatch where another host matches; row 2: mail goes to mx1, and mx2 has usable TLSA, so delivery to it defers (RFC 7672 section 2.2).',
      ),
      any: found(
        'dane-one-of-two.example dane',
        'protects only consumers with DNSSEC',
        'mx2 fails its own TLSA and so counts as not verified in every profile, whatever its chain says: secure does not hold.',
      ),
    },
  },
  {
    id: 'dane-bad-first',
    title: 'The preferred host does not match its TLSA record, the second does',
    domain: 'dane-bad-first.example',
    zones: [mailZone('dane-bad-first.example', 'signed', ['mx1.dane-bad-first.example', 'mx2.dane-bad-first.example'])],
    hosts: [
      goodHost('mx1.dane-bad-first.example', { tlsa: wrongDaneEe }),
      selfSignedHost('mx2.dane-bad-first.example', { tlsa: daneEe }),
    ],
    truth: {
      dnssec: found(
        'dane-bad-first.example dane',
        'some MX host matches, the others fail closed',
        'As with the second host bad; smtp(8) goes on to mx2 when mx1 fails authentication (RFC 7672 section 2.1).',
      ),
      any: found(
        'dane-bad-first.example dane',
        'protects only consumers with DNSSEC',
        'mx1 fails its own TLSA, mx2 is self-signed: secure does not hold.',
      ),
    },
  },
  {
    id: 'dane-ta',
    title: 'DANE-TA names the public intermediate CA',
    domain: 'dane-ta.example',
    zones: [mailZone('dane-ta.example', 'signed', ['mx.dane-ta.example'])],
    hosts: [goodHost('mx.dane-ta.example', { tlsa: [tlsa('2 1 1', 'issuer')] })],
    truth: daneOrSecure(
      'dane-ta.example',
      'The issuer is sent in the chain, matches the DANE-TA(2) record, and the certificate names the TLSA base domain (RFC 7672 sections 3.1.2 and 3.2.3).',
      ownNameWhy,
    ),
  },
  {
    id: 'dane-ta-private',
    title: 'DANE-TA names a private CA; the certificate names the mail domain alone',
    domain: 'dane-ta-private.example',
    zones: [mailZone('dane-ta-private.example', 'signed', ['mx.dane-ta-private.example'])],
    hosts: [
      {
        name: 'mx.dane-ta-private.example',
        certificate: privateCertificate('dane-ta-private.example'),
        tlsa: [tlsa('2 0 1', 'issuer')],
      },
    ],
    truth: daneInBoth(
      'dane-ta-private.example',
      'DANE-TA needs no trusted root; the next-hop is a reference identifier besides the TLSA base domain (RFC 7672 section 3.2.2).',
      'The CA is private and in no trust store.',
    ),
  },
  {
    id: 'dane-nsec3',
    title: 'DANE in a zone with NSEC3',
    domain: 'dane-nsec3.example',
    zones: [mailZone('dane-nsec3.example', 'signed', ['mx.dane-nsec3.example'], { denial: 'nsec3' })],
    hosts: [selfSignedHost('mx.dane-nsec3.example', { tlsa: daneEe })],
    truth: daneInBoth('dane-nsec3.example', eeWhy, selfSignedWhy),
  },
];
