import type { Scenario } from '../scenario';
import { both, goodHost, mailZone, none, publicCertificate, tlsa, wrongDaneEe } from './build';
import { row0Mismatch } from './dane-whys';

/** Where usable TLSA records match no certificate. */
export const daneMismatches: readonly Scenario[] = [
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
];
