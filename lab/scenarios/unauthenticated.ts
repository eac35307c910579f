import type { Scenario } from '../scenario';
import { both, goodHost, mailZone, none, privateCertificate, publicCertificate, selfSignedHost } from './build';

/** Domains whose hosts are reached, and whose certificates or STARTTLS do not authenticate. */
export const unauthenticatedScenarios: readonly Scenario[] = [
  {
    id: 'self-signed',
    title: 'Self-signed certificate',
    domain: 'self-signed.example',
    zones: [mailZone('self-signed.example', 'unsigned', ['mx.self-signed.example'])],
    hosts: [selfSignedHost('mx.self-signed.example')],
    truth: both(none('certificate not trusted', 'No chain to a trusted root (TLS_README, verify and secure).')),
  },
  {
    id: 'private-ca',
    title: 'Certificate of a CA that is in no trust store',
    domain: 'private-ca.example',
    zones: [mailZone('private-ca.example', 'unsigned', ['mx.private-ca.example'])],
    hosts: [{ name: 'mx.private-ca.example', certificate: privateCertificate('mx.private-ca.example') }],
    truth: both(none('certificate not trusted', 'No chain to a trusted root (TLS_README, verify and secure).')),
  },
  {
    id: 'expired',
    title: 'Expired certificate',
    domain: 'expired.example',
    zones: [mailZone('expired.example', 'unsigned', ['mx.expired.example'])],
    hosts: [
      {
        name: 'mx.expired.example',
        certificate: { issuer: 'public', names: ['mx.expired.example'], expired: true },
      },
    ],
    truth: both(none('certificate not trusted', 'The certificate is outside its validity (RFC 5280 section 6.1.3).')),
  },
  {
    id: 'missing-intermediate',
    title: 'The server does not send the intermediate certificate',
    domain: 'missing-intermediate.example',
    zones: [mailZone('missing-intermediate.example', 'unsigned', ['mx.missing-intermediate.example'])],
    hosts: [
      {
        name: 'mx.missing-intermediate.example',
        certificate: { issuer: 'public', names: ['mx.missing-intermediate.example'], sent: 'leaf' },
      },
    ],
    truth: both(
      none(
        'certificate not trusted',
        'A sender that knows only the root can’t build the chain; the server has to send it (RFC 8446 section 4.4.2).',
      ),
    ),
  },
  {
    id: 'wrong-name',
    title: 'Trusted certificate for an unrelated name',
    domain: 'wrong-name.example',
    zones: [mailZone('wrong-name.example', 'unsigned', ['mx.wrong-name.example'])],
    hosts: [{ name: 'mx.wrong-name.example', certificate: publicCertificate('mx.unrelated.example') }],
    truth: both(
      none(
        'certificate names another host',
        'It names neither the next-hop nor the MX host, and a name never enters match= because a certificate happens to carry it.',
      ),
    ),
  },
  {
    id: 'no-starttls',
    title: 'No STARTTLS',
    domain: 'no-starttls.example',
    zones: [mailZone('no-starttls.example', 'unsigned', ['mx.no-starttls.example'])],
    hosts: [goodHost('mx.no-starttls.example', { behaviour: { startTls: 'absent' } })],
    truth: both(none('no STARTTLS', 'Every authenticating level defers: TLS is required, but was not offered.')),
  },
  {
    id: 'starttls-454',
    title: 'STARTTLS is offered and refused with 454',
    domain: 'starttls-454.example',
    zones: [mailZone('starttls-454.example', 'unsigned', ['mx.starttls-454.example'])],
    hosts: [goodHost('mx.starttls-454.example', { behaviour: { startTls: 'temporary' } })],
    truth: both(
      none(
        'STARTTLS refused',
        'The server was reached and refused TLS (RFC 3207 section 4.1); Postfix defers at every authenticating level: host refused to start TLS.',
      ),
    ),
  },
  {
    id: 'tls10-only',
    title: 'TLS 1.0 only',
    domain: 'tls10-only.example',
    zones: [mailZone('tls10-only.example', 'unsigned', ['mx.tls10-only.example'])],
    hosts: [goodHost('mx.tls10-only.example', { behaviour: { tls: 'tls10' } })],
    truth: both(
      none(
        'handshake fails at authenticating levels',
        'Authenticating levels raise the OpenSSL security level to 1, where TLS 1.0 signatures are refused (seen with smtp(8): Cannot start TLS: handshake failure).',
      ),
    ),
  },
  {
    id: 'one-of-two-bad',
    title: 'The second of two hosts has a self-signed certificate',
    domain: 'one-of-two-bad.example',
    zones: [
      mailZone('one-of-two-bad.example', 'unsigned', ['mx1.one-of-two-bad.example', 'mx2.one-of-two-bad.example']),
    ],
    hosts: [goodHost('mx1.one-of-two-bad.example'), selfSignedHost('mx2.one-of-two-bad.example')],
    truth: both(none('certificate not trusted', 'Row 3 needs every reached host; mx2 does not verify.')),
  },
  {
    id: 'one-of-two-no-starttls',
    title: 'The first of two hosts offers no STARTTLS',
    domain: 'one-of-two-plain.example',
    zones: [
      mailZone('one-of-two-plain.example', 'unsigned', [
        'mx1.one-of-two-plain.example',
        'mx2.one-of-two-plain.example',
      ]),
    ],
    hosts: [
      goodHost('mx1.one-of-two-plain.example', { behaviour: { startTls: 'absent' } }),
      goodHost('mx2.one-of-two-plain.example'),
    ],
    truth: both(none('no STARTTLS', 'Row 3 needs every reached host; mx1 does not offer TLS.')),
  },
];
