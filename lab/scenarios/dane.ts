import type { Scenario } from '../scenario';
import {
  alias,
  both,
  daneEe,
  daneInBoth,
  daneOrSecure,
  found,
  goodHost,
  mailZone,
  none,
  privateCertificate,
  publicCertificate,
  selfSigned,
  selfSignedHost,
  tlsa,
  untested,
  wrongDaneEe,
  zone,
} from './build';

const eeWhy =
  'MX, address and TLSA records are DNSSEC-secure and the DANE-EE(3) record matches the certificate; RFC 7672 section 3.1.1: name, expiry and issuer do not matter.';
const selfSignedWhy = 'The certificate is self-signed: no chain to a trusted root (TLS_README, secure).';
const ownNameWhy =
  'The chain reaches the public root and the certificate names mx.DOMAIN, which dot-nexthop of smtp_tls_secure_cert_match accepts; secure is preferred to dane at profile any (DESIGN section 5, row 2).';
const row0Mismatch =
  'A usable, DNSSEC-secure TLSA record does not match and no other host matches: RFC 7672 section 2.2 forbids delivery there, and a man in the middle looks the same. Row 0: no entry.';

/** Where DANE holds. */
const holding: readonly Scenario[] = [
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
  {
    id: 'dane-hosted',
    title: 'Hosted mail with DANE at the provider, both zones signed',
    domain: 'dane-hosted.example',
    zones: [
      mailZone('dane-hosted.example', 'signed', ['mx.dane-hosted-at.example']),
      zone('dane-hosted-at.example', 'signed'),
    ],
    hosts: [selfSignedHost('mx.dane-hosted-at.example', { tlsa: daneEe })],
    truth: daneInBoth('dane-hosted.example', eeWhy, selfSignedWhy),
  },
  {
    id: 'dane-implicit-mx',
    title: 'No MX record, TLSA at the domain itself',
    domain: 'dane-implicit-mx.example',
    zones: [zone('dane-implicit-mx.example', 'signed')],
    hosts: [selfSignedHost('dane-implicit-mx.example', { tlsa: daneEe })],
    truth: daneInBoth(
      'dane-implicit-mx.example',
      'Without MX records the domain is its own host (RFC 5321 section 5.1), and its TLSA base domain (RFC 7672 section 2.2.1: the absence is DNSSEC-secure).',
      selfSignedWhy,
    ),
  },
  {
    id: 'dane-cname',
    title: 'The MX host is an alias; TLSA stands at the target',
    domain: 'dane-cname.example',
    zones: [
      mailZone('dane-cname.example', 'signed', ['alias.dane-cname.example'], {
        records: [alias('alias.dane-cname.example', 'mx.dane-cname.example')],
      }),
    ],
    hosts: [selfSignedHost('mx.dane-cname.example', { tlsa: daneEe })],
    truth: daneInBoth(
      'dane-cname.example',
      'The whole alias chain is secure, so the expanded name is the first TLSA base domain (RFC 7672 section 2.2.2).',
      selfSignedWhy,
    ),
  },
  {
    id: 'dane-cname-original',
    title: 'The MX host is an alias into an unsigned zone; TLSA stands at the alias',
    domain: 'dane-cname-original.example',
    zones: [
      mailZone('dane-cname-original.example', 'signed', ['mx.dane-cname-original.example'], {
        records: [alias('mx.dane-cname-original.example', 'mx.dane-cname-target.example')],
      }),
      zone('dane-cname-target.example', 'unsigned'),
    ],
    hosts: [
      selfSignedHost('mx.dane-cname-target.example', {
        tlsa: daneEe,
        tlsaOwner: '_25._tcp.mx.dane-cname-original.example',
      }),
    ],
    truth: daneInBoth(
      'dane-cname-original.example',
      'The first alias is secure and its target is not, so the original name is the TLSA base domain (RFC 7672 section 2.2.2); its record matches.',
      selfSignedWhy,
    ),
  },
  {
    id: 'dane-tlsa-cname',
    title: 'The TLSA owner is itself an alias',
    domain: 'dane-tlsa-cname.example',
    zones: [
      mailZone('dane-tlsa-cname.example', 'signed', ['mx.dane-tlsa-cname.example'], {
        records: [alias('_25._tcp.mx.dane-tlsa-cname.example', '_dane.dane-tlsa-cname.example')],
      }),
    ],
    hosts: [selfSignedHost('mx.dane-tlsa-cname.example', { tlsa: daneEe, tlsaOwner: '_dane.dane-tlsa-cname.example' })],
    truth: daneInBoth(
      'dane-tlsa-cname.example',
      'A TLSA record set may be reached through secure aliases; the base domain stays the host name (RFC 7672 section 2.1.3).',
      selfSignedWhy,
    ),
  },
  {
    id: 'dane-sni',
    title: 'The certificate that TLSA names is shown only to clients that send the host name',
    domain: 'dane-sni.example',
    zones: [mailZone('dane-sni.example', 'signed', ['mx.dane-sni.example'])],
    hosts: [
      {
        name: 'mx.dane-sni.example',
        certificate: selfSigned('default.invalid'),
        sniCertificate: selfSigned('mx.dane-sni.example'),
        tlsa: daneEe,
      },
    ],
    truth: daneInBoth(
      'dane-sni.example',
      'At DANE levels the TLSA base domain is sent as server name indication (RFC 7672 section 8.1), and the certificate shown then matches.',
      'Without SNI, as Postfix connects at secure, the certificate is self-signed for another name.',
    ),
  },
  {
    id: 'dane-dead-first',
    title: 'The preferred host never answers and has TLSA; the second matches',
    domain: 'dane-dead-first.example',
    zones: [
      mailZone('dane-dead-first.example', 'signed', ['mx1.dane-dead-first.example', 'mx2.dane-dead-first.example']),
    ],
    hosts: [
      selfSignedHost('mx1.dane-dead-first.example', { tlsa: daneEe, behaviour: { reach: 'dead' } }),
      selfSignedHost('mx2.dane-dead-first.example', { tlsa: daneEe }),
    ],
    truth: {
      dnssec: found(
        'dane-dead-first.example dane',
        'some MX host matches, the others fail closed',
        'Unreached is not bad: mx2 is proven, and the usable secure TLSA of mx1 makes it fail closed.',
      ),
      any: found(
        'dane-dead-first.example dane',
        'protects only consumers with DNSSEC',
        'The reached host is self-signed, so secure does not hold.',
      ),
    },
  },
];

/** Where DANE does not hold, although TLSA records exist. */
const failing: readonly Scenario[] = [
  {
    id: 'dane-wrong-digest',
    title: 'DANE-EE names another key',
    domain: 'dane-wrong-digest.example',
    zones: [mailZone('dane-wrong-digest.example', 'signed', ['mx.dane-wrong-digest.example'])],
    hosts: [goodHost('mx.dane-wrong-digest.example', { tlsa: wrongDaneEe })],
    truth: both(none('TLSA records do not match', row0Mismatch)),
  },
  {
    id: 'dane-digest-agility',
    title: 'The weaker digest matches, the stronger does not',
    domain: 'dane-digest-agility.example',
    zones: [mailZone('dane-digest-agility.example', 'signed', ['mx.dane-digest-agility.example'])],
    hosts: [goodHost('mx.dane-digest-agility.example', { tlsa: [tlsa('3 1 1'), tlsa('3 1 2', 'other')] })],
    truth: both(
      none(
        'TLSA records do not match',
        `Digest agility: of the digests for one usage and selector only the strongest counts (RFC 7671 section 9, tls_dane_digests), and it does not match. ${row0Mismatch}`,
      ),
    ),
  },
  {
    id: 'dane-ta-wrong-name',
    title: 'DANE-TA matches the issuer, the certificate names another host',
    domain: 'dane-ta-wrong-name.example',
    zones: [mailZone('dane-ta-wrong-name.example', 'signed', ['mx.dane-ta-wrong-name.example'])],
    hosts: [
      {
        name: 'mx.dane-ta-wrong-name.example',
        certificate: publicCertificate('mx.elsewhere.example'),
        tlsa: [tlsa('2 1 1', 'issuer')],
      },
    ],
    truth: both(
      none('TLSA records do not match', `DANE-TA requires a name match (RFC 7672 section 3.2.1). ${row0Mismatch}`),
    ),
  },
  {
    id: 'dane-ta-not-sent',
    title: 'DANE-TA names an issuer that the server does not send',
    domain: 'dane-ta-not-sent.example',
    zones: [mailZone('dane-ta-not-sent.example', 'signed', ['mx.dane-ta-not-sent.example'])],
    hosts: [
      {
        name: 'mx.dane-ta-not-sent.example',
        certificate: { issuer: 'public', names: ['mx.dane-ta-not-sent.example'], sent: 'leaf' },
        tlsa: [tlsa('2 1 1', 'issuer')],
      },
    ],
    truth: both(
      none(
        'TLSA records do not match',
        `The trust anchor certificate must be part of the chain that the server sends (RFC 7672 section 3.1.2). ${row0Mismatch}`,
      ),
    ),
  },
  {
    id: 'dane-ta-expired',
    title: 'DANE-TA matches the issuer of an expired certificate',
    domain: 'dane-ta-expired.example',
    zones: [mailZone('dane-ta-expired.example', 'signed', ['mx.dane-ta-expired.example'])],
    hosts: [
      {
        name: 'mx.dane-ta-expired.example',
        certificate: { issuer: 'public', names: ['mx.dane-ta-expired.example'], expired: true },
        tlsa: [tlsa('2 1 1', 'issuer')],
      },
    ],
    truth: both(
      none('TLSA records do not match', `With DANE-TA dates are checked (RFC 7671 section 5.2.1). ${row0Mismatch}`),
    ),
  },
  {
    id: 'dane-unusable',
    title: 'Only a PKIX-EE(1) record, which SMTP does not use; the certificate verifies',
    domain: 'dane-unusable.example',
    zones: [mailZone('dane-unusable.example', 'signed', ['mx.dane-unusable.example'])],
    hosts: [goodHost('mx.dane-unusable.example', { tlsa: [tlsa('1 1 1')] })],
    truth: both(
      found(
        'dane-unusable.example secure',
        'certificates verify for the next-hop',
        'Usages 0 and 1 are unusable (RFC 7672 section 3.1.3): dane would encrypt without authentication. The chain is trusted and names mx.DOMAIN (dot-nexthop).',
      ),
    ),
  },
  {
    id: 'dane-unusable-self-signed',
    title: 'TLSA records that no client can use, and a self-signed certificate',
    domain: 'dane-unusable-self-signed.example',
    zones: [mailZone('dane-unusable-self-signed.example', 'signed', ['mx.dane-unusable-self-signed.example'])],
    hosts: [
      selfSignedHost('mx.dane-unusable-self-signed.example', {
        tlsa: [tlsa('3 1 9'), tlsa('3 7 1'), { ...tlsa('3 1 1'), length: 20 }],
      }),
    ],
    truth: both(
      none(
        'certificate not trusted',
        'An unassigned matching type, an unassigned selector and a digest of 20 bytes are unusable, so dane only encrypts (RFC 7672 section 2.2); the certificate is self-signed. Nothing authenticates.',
      ),
    ),
  },
  {
    id: 'dane-unsigned-zone',
    title: 'A TLSA record in an unsigned zone, self-signed certificate',
    domain: 'dane-unsigned-zone.example',
    zones: [mailZone('dane-unsigned-zone.example', 'unsigned', ['mx.dane-unsigned-zone.example'])],
    hosts: [selfSignedHost('mx.dane-unsigned-zone.example', { tlsa: daneEe })],
    truth: both(
      none(
        'certificate not trusted',
        'Insecure TLSA records must be ignored (RFC 7672 section 2.1.1), and the certificate is self-signed.',
      ),
    ),
  },
  {
    id: 'dane-unsigned-zone-wrong',
    title: 'A wrong TLSA record in an unsigned zone, certificate of the public CA',
    domain: 'dane-unsigned-zone-wrong.example',
    zones: [mailZone('dane-unsigned-zone-wrong.example', 'unsigned', ['mx.dane-unsigned-zone-wrong.example'])],
    hosts: [goodHost('mx.dane-unsigned-zone-wrong.example', { tlsa: wrongDaneEe })],
    truth: both(
      found(
        'dane-unsigned-zone-wrong.example secure',
        'certificates verify for the next-hop',
        'Insecure TLSA records must be ignored (RFC 7672 section 2.1.1), so they contradict nothing; the chain is trusted and names mx.DOMAIN.',
      ),
    ),
  },
  {
    id: 'dane-partial',
    title: 'One of two hosts has TLSA; both certificates verify',
    domain: 'dane-partial.example',
    zones: [mailZone('dane-partial.example', 'signed', ['mx1.dane-partial.example', 'mx2.dane-partial.example'])],
    hosts: [goodHost('mx1.dane-partial.example', { tlsa: daneEe }), goodHost('mx2.dane-partial.example')],
    truth: both(
      found(
        'dane-partial.example secure',
        'certificates verify for the next-hop',
        'dane is never advised with a host without usable TLSA: mail to mx2 would go out unauthenticated (RFC 7672 section 2.2: opportunistic TLS there). Both certificates verify for dot-nexthop.',
      ),
    ),
  },
  {
    id: 'dane-partial-self-signed',
    title: 'One of two hosts has TLSA and a self-signed certificate, the other has neither',
    domain: 'dane-partial-self-signed.example',
    zones: [
      mailZone('dane-partial-self-signed.example', 'signed', [
        'mx1.dane-partial-self-signed.example',
        'mx2.dane-partial-self-signed.example',
      ]),
    ],
    hosts: [
      selfSignedHost('mx1.dane-partial-self-signed.example', { tlsa: daneEe }),
      goodHost('mx2.dane-partial-self-signed.example'),
    ],
    truth: both(
      none(
        'certificate not trusted',
        'dane leaves mx2 unauthenticated, secure fails at mx1: no entry authenticates on all hosts.',
      ),
    ),
  },
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

export const daneScenarios: readonly Scenario[] = [...holding, ...failing];
