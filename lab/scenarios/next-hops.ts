import type { Scenario } from '../scenario';
import { alias, both, daneEe, daneInBoth, found, goodHost, mailZone, none, selfSignedHost, zone } from './build';

const verified = 'certificates verify for the next-hop';
const selfSignedWhy = 'The certificate is self-signed: no chain to a trusted root (TLS_README, secure).';
const bracketsWhy =
  'Brackets ask for no MX records (transport(5)): the host is the next-hop, and the certificate names it (nexthop). Row 3.';

/** Next-hops that are not a domain with MX records of its own name: hosts in brackets, ports, sub-domains. */
export const nextHopScenarios: readonly Scenario[] = [
  {
    id: 'bracketed',
    title: 'A host in brackets',
    domain: '[mx.bracketed.example]',
    zones: [mailZone('bracketed.example', 'unsigned', ['elsewhere.bracketed.example'])],
    hosts: [goodHost('mx.bracketed.example')],
    truth: both(found('[mx.bracketed.example] secure', verified, bracketsWhy)),
  },
  {
    id: 'bracketed-port',
    title: 'A host in brackets and port 587',
    domain: '[mx.bracketed-port.example]:587',
    zones: [zone('bracketed-port.example', 'unsigned')],
    hosts: [goodHost('mx.bracketed-port.example', { port: 587 })],
    truth: both(found('[mx.bracketed-port.example]:587 secure', verified, bracketsWhy)),
  },
  {
    id: 'bracketed-self-signed',
    title: 'A host in brackets with a self-signed certificate',
    domain: '[mx.bracketed-self-signed.example]',
    zones: [zone('bracketed-self-signed.example', 'unsigned')],
    hosts: [selfSignedHost('mx.bracketed-self-signed.example')],
    truth: both(none('certificate not trusted', selfSignedWhy)),
  },
  {
    id: 'bracketed-alias',
    title: 'An alias in brackets; the certificate names the target',
    domain: '[alias.bracketed-alias.example]',
    zones: [
      zone('bracketed-alias.example', 'unsigned', {
        records: [alias('alias.bracketed-alias.example', 'mx.bracketed-alias-at.example')],
      }),
      zone('bracketed-alias-at.example', 'unsigned'),
    ],
    hosts: [goodHost('mx.bracketed-alias-at.example')],
    truth: both(
      none(
        'certificate names another host',
        'The target of the alias is neither the next-hop nor below it, and never enters match= (DESIGN section 5, Names; smtp_cname_overrides_servername is off).',
      ),
    ),
  },
  {
    id: 'bracketed-dane',
    title: 'A host in brackets with DANE',
    domain: '[mx.bracketed-dane.example]',
    zones: [zone('bracketed-dane.example', 'signed')],
    hosts: [selfSignedHost('mx.bracketed-dane.example', { tlsa: daneEe })],
    truth: daneInBoth(
      '[mx.bracketed-dane.example]',
      'Without an MX lookup the configured host is the TLSA base domain (RFC 7672 section 2.2.1); address and TLSA are secure, and the record matches.',
      selfSignedWhy,
    ),
  },
  {
    id: 'bracketed-dane-port',
    title: 'A host in brackets, port 587, and TLSA for that port',
    domain: '[mx.bracketed-dane-port.example]:587',
    zones: [zone('bracketed-dane-port.example', 'signed')],
    hosts: [selfSignedHost('mx.bracketed-dane-port.example', { port: 587, tlsa: daneEe })],
    truth: daneInBoth(
      '[mx.bracketed-dane-port.example]:587',
      'The TLSA owner carries the port of the connection (RFC 6698 section 3): _587._tcp; the record matches.',
      selfSignedWhy,
    ),
  },
  {
    id: 'bracketed-dane-other-port',
    title: 'A host in brackets and port 587, with a wrong TLSA record for port 25 alone',
    domain: '[mx.bracketed-dane-other-port.example]:587',
    zones: [zone('bracketed-dane-other-port.example', 'signed')],
    hosts: [
      goodHost('mx.bracketed-dane-other-port.example', {
        port: 587,
        tlsa: [{ usage: 3, selector: 1, matchingType: 1, of: 'other' }],
        tlsaOwner: '_25._tcp.mx.bracketed-dane-other-port.example',
      }),
    ],
    truth: both(
      found(
        '[mx.bracketed-dane-other-port.example]:587 secure',
        verified,
        'A TLSA record for another port says nothing about this one (RFC 6698 section 3); the certificate names the next-hop. Row 3.',
      ),
    ),
  },
  {
    id: 'sub-domain',
    title: 'A sub-domain that the hosts of the domain above it serve',
    domain: 'dept.sub-domain.example',
    zones: [
      mailZone('sub-domain.example', 'unsigned', ['mx.sub-domain.example'], {
        records: [{ owner: 'dept.sub-domain.example', type: 'MX', preference: 10, exchange: 'mx.sub-domain.example' }],
      }),
    ],
    hosts: [goodHost('mx.sub-domain.example')],
    truth: both(
      found(
        'dept.sub-domain.example secure match=mx.sub-domain.example',
        'certificates verify for the MX host names',
        'mx.sub-domain.example does not lie below the next-hop, so plain secure fails (DESIGN section 5, .domain keys); row 5 with the host name, which plain DNS told.',
        ['mx.sub-domain.example'],
      ),
    ),
  },
];
