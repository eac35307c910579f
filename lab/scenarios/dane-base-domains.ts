import type { Scenario } from '../scenario';
import { alias, daneEe, daneInBoth, found, mailZone, selfSigned, selfSignedHost, zone } from './build';
import { eeWhy, selfSignedWhy } from './dane-whys';

/** Where the TLSA base domain is not simply the only MX host of the domain, and DANE holds. */
export const daneBaseDomains: readonly Scenario[] = [
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
