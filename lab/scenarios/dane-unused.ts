import type { Scenario } from '../scenario';
import { both, daneEe, found, goodHost, mailZone, none, selfSignedHost, tlsa, wrongDaneEe } from './build';

/** Where TLSA records exist and demand nothing of some host, or of all. */
export const daneUnused: readonly Scenario[] = [
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
];
