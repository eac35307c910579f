import type { Scenario, TlsaSpec } from '../scenario';
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
  wrongDaneEe,
} from './build';
import { selfSignedWhy } from './dane-whys';

const privateWhy = 'The CA is private and in no trust store.';
const mismatchWhy =
  'No usable, DNSSEC-secure TLSA record matches and there is no other host: RFC 7672 section 2.2 forbids delivery, and a man in the middle looks the same. Row 0: no entry.';
const levelOneWhy =
  'Levels that authenticate, DANE among them, raise the OpenSSL security level to 1 (tls_client_start() of src/tls/tls_client.c), where the handshake fails.';

/** A signed domain with one self-signed host, at which the records hold. */
function holds(id: string, title: string, records: readonly TlsaSpec[], why: string): Scenario {
  const domain = `${id}.example`;
  return {
    id,
    title,
    domain,
    zones: [mailZone(domain, 'signed', [`mx.${domain}`])],
    hosts: [selfSignedHost(`mx.${domain}`, { tlsa: records })],
    truth: daneInBoth(domain, why, selfSignedWhy),
  };
}

/** What TLSA records can say, and which of it counts. */
export const daneRecordScenarios: readonly Scenario[] = [
  holds(
    'dane-whole-certificate',
    'DANE-EE with the digest of the whole certificate (3 0 1)',
    [tlsa('3 0 1')],
    'Selector 0 takes the certificate, matching type 1 its SHA-256 digest (RFC 6698 sections 2.1.2 and 2.1.3); it matches.',
  ),
  holds(
    'dane-strong-digest-right',
    'The stronger digest matches, the weaker does not',
    [tlsa('3 1 1', 'other'), tlsa('3 1 2')],
    'Digest agility: of the digests for one usage and selector only the strongest counts (RFC 7671 section 9, tls_dane_digests), and it matches.',
  ),
  holds(
    'dane-other-selector',
    'The record of the key does not match, that of the certificate does',
    [tlsa('3 1 1', 'other'), tlsa('3 0 1')],
    'Agility compares digests of one usage and selector only (RFC 7671 section 9), so both records count, and one match suffices.',
  ),
  holds(
    'dane-anchor-wrong',
    'The DANE-TA record does not match, the DANE-EE record does',
    [tlsa('2 1 1', 'other'), tlsa('3 1 1')],
    'One matching record of any usable usage suffices (RFC 6698 section 2.1, RFC 7671 section 5.1).',
  ),
  holds(
    'dane-among-unusable',
    'One usable record among three that no client can use',
    [tlsa('3 1 9'), tlsa('3 7 1'), { ...tlsa('3 1 1'), length: 20 }, tlsa('3 1 1')],
    'Unusable records are ignored while there are usable ones (RFC 7672 section 2.2); the usable one matches.',
  ),
  {
    id: 'dane-end-entity-wrong',
    title: 'The DANE-EE record does not match, the DANE-TA record does',
    domain: 'dane-end-entity-wrong.example',
    zones: [mailZone('dane-end-entity-wrong.example', 'signed', ['mx.dane-end-entity-wrong.example'])],
    hosts: [goodHost('mx.dane-end-entity-wrong.example', { tlsa: [...wrongDaneEe, tlsa('2 1 1', 'issuer')] })],
    truth: daneOrSecure(
      'dane-end-entity-wrong.example',
      'One matching record suffices (RFC 6698 section 2.1): the issuer is sent and matches, and the certificate names the TLSA base domain.',
      'The chain reaches the public root and the certificate names mx.DOMAIN (dot-nexthop); the host matches its TLSA records, so nothing contradicts.',
    ),
  },
  {
    id: 'dane-pkix-ta',
    title: 'Only a PKIX-TA(0) record, which SMTP does not use; the certificate verifies',
    domain: 'dane-pkix-ta.example',
    zones: [mailZone('dane-pkix-ta.example', 'signed', ['mx.dane-pkix-ta.example'])],
    hosts: [goodHost('mx.dane-pkix-ta.example', { tlsa: [tlsa('0 1 1', 'issuer')] })],
    truth: both(
      found(
        'dane-pkix-ta.example secure',
        'certificates verify for the next-hop',
        'Usages 0 and 1 are unusable (RFC 7672 section 3.1.3): dane would encrypt without authentication. The chain is trusted and names mx.DOMAIN (dot-nexthop). Row 3.',
      ),
    ),
  },
  {
    id: 'dane-unusable-and-wrong',
    title: 'An unusable record that would match, and a usable one that does not',
    domain: 'dane-unusable-and-wrong.example',
    zones: [mailZone('dane-unusable-and-wrong.example', 'signed', ['mx.dane-unusable-and-wrong.example'])],
    hosts: [goodHost('mx.dane-unusable-and-wrong.example', { tlsa: [tlsa('1 1 1'), ...wrongDaneEe] })],
    truth: both(none('TLSA records do not match', mismatchWhy)),
  },
  {
    id: 'dane-wildcard-owner',
    title: 'The TLSA record stands at a wildcard owner',
    domain: 'dane-wildcard-owner.example',
    zones: [mailZone('dane-wildcard-owner.example', 'signed', ['mx.dane-wildcard-owner.example'])],
    hosts: [
      selfSignedHost('mx.dane-wildcard-owner.example', {
        tlsa: daneEe,
        tlsaOwner: '*._tcp.mx.dane-wildcard-owner.example',
      }),
    ],
    truth: daneInBoth(
      'dane-wildcard-owner.example',
      'The wildcard answers for _25._tcp (RFC 4592), with the proof that no closer name exists (RFC 4035 section 5.3.4); the record matches.',
      selfSignedWhy,
    ),
  },
  {
    id: 'dane-ta-base-name',
    title: 'DANE-TA names a private CA; the certificate names the MX host alone',
    domain: 'dane-ta-base-name.example',
    zones: [mailZone('dane-ta-base-name.example', 'signed', ['mx.dane-ta-base-name.example'])],
    hosts: [
      {
        name: 'mx.dane-ta-base-name.example',
        certificate: privateCertificate('mx.dane-ta-base-name.example'),
        tlsa: [tlsa('2 1 1', 'issuer')],
      },
    ],
    truth: daneInBoth(
      'dane-ta-base-name.example',
      'The TLSA base domain is a reference identifier of DANE-TA (RFC 7672 section 3.2.2), and no public root is needed.',
      privateWhy,
    ),
  },
  {
    id: 'dane-ta-alias-name',
    title: 'DANE-TA at the target of an alias; the certificate names the alias alone',
    domain: 'dane-ta-alias-name.example',
    zones: [
      mailZone('dane-ta-alias-name.example', 'signed', ['alias.dane-ta-alias-name.example'], {
        records: [alias('alias.dane-ta-alias-name.example', 'mx.dane-ta-alias-name.example')],
      }),
    ],
    hosts: [
      {
        name: 'mx.dane-ta-alias-name.example',
        certificate: publicCertificate('alias.dane-ta-alias-name.example'),
        tlsa: [tlsa('2 1 1', 'issuer')],
      },
    ],
    truth: both(
      none(
        'TLSA records do not match',
        `The reference identifiers are the TLSA base domain, here the target, and the next-hop (RFC 7672 section 3.2.2); the alias is neither. ${mismatchWhy}`,
      ),
    ),
  },
  {
    id: 'dane-tls10',
    title: 'DANE-EE matches, and the host speaks TLS 1.0 only',
    domain: 'dane-tls10.example',
    zones: [mailZone('dane-tls10.example', 'signed', ['mx.dane-tls10.example'])],
    hosts: [selfSignedHost('mx.dane-tls10.example', { tlsa: daneEe, behaviour: { tls: 'tls10' } })],
    truth: both(none('handshake fails at authenticating levels', levelOneWhy)),
  },
  {
    id: 'dane-weak-key',
    title: 'DANE-EE matches a certificate with an RSA key of 768 bits',
    domain: 'dane-weak-key.example',
    zones: [mailZone('dane-weak-key.example', 'signed', ['mx.dane-weak-key.example'])],
    hosts: [
      {
        name: 'mx.dane-weak-key.example',
        certificate: { ...selfSigned('mx.dane-weak-key.example'), key: 'rsa-768' },
        tlsa: daneEe,
      },
    ],
    truth: both(none('handshake fails at authenticating levels', levelOneWhy)),
  },
  {
    id: 'dane-ipv6-only',
    title: 'DANE at a host with an IPv6 address alone',
    domain: 'dane-ipv6-only.example',
    zones: [mailZone('dane-ipv6-only.example', 'signed', ['mx.dane-ipv6-only.example'])],
    hosts: [selfSignedHost('mx.dane-ipv6-only.example', { tlsa: daneEe, families: [6] })],
    truth: daneInBoth(
      'dane-ipv6-only.example',
      'The secure AAAA record set is enough to ask for TLSA (RFC 7672 section 2.2.2); the record matches.',
      selfSignedWhy,
    ),
  },
  {
    id: 'dane-dual-stack-bad',
    title: 'The server at the IPv6 address does not match the TLSA record',
    domain: 'dane-dual-stack-bad.example',
    zones: [mailZone('dane-dual-stack-bad.example', 'signed', ['mx.dane-dual-stack-bad.example'])],
    hosts: [
      selfSignedHost('mx.dane-dual-stack-bad.example', { tlsa: daneEe }),
      { name: 'mx.dane-dual-stack-bad.example', certificate: selfSigned('other.invalid'), families: [6] },
    ],
    truth: both(
      none(
        'TLSA records do not match',
        'A host is proven by one address only if no reached address contradicts it (DESIGN section 5), and the IPv6 one does; there is no other host. Row 0.',
      ),
    ),
  },
];
