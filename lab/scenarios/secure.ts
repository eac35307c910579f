import type { Scenario } from '../scenario';
import { alias, both, found, goodHost, mailZone, none, publicCertificate, selfSignedHost, zone } from './build';

const dotNexthop = 'certificates verify for the next-hop';
const hostNames = 'certificates verify for the MX host names';
const dotNexthopWhy =
  'The chain reaches a trusted root and the certificate names mx.DOMAIN: dot-nexthop of smtp_tls_secure_cert_match accepts any name below the next-hop (TLS_README, secure server certificate verification). Row 3.';
const hostedWhy =
  'The certificates name only the provider, so plain secure fails; row 5: each reached host verifies for its own name. The MX set is insecure, so a person has to confirm the names.';

/** Where certificates of the public CA verify, and DANE is not to be had. */
export const secureScenarios: readonly Scenario[] = [
  {
    id: 'secure-mx-name',
    title: 'The certificate names mx.DOMAIN',
    domain: 'secure-mx-name.example',
    zones: [mailZone('secure-mx-name.example', 'unsigned', ['mx.secure-mx-name.example'])],
    hosts: [goodHost('mx.secure-mx-name.example')],
    truth: both(found('secure-mx-name.example secure', dotNexthop, dotNexthopWhy)),
  },
  {
    id: 'secure-nexthop-name',
    title: 'The certificate names the mail domain alone',
    domain: 'secure-nexthop-name.example',
    zones: [mailZone('secure-nexthop-name.example', 'unsigned', ['mx.secure-nexthop-name.example'])],
    hosts: [{ name: 'mx.secure-nexthop-name.example', certificate: publicCertificate('secure-nexthop-name.example') }],
    truth: both(
      found(
        'secure-nexthop-name.example secure',
        dotNexthop,
        'The certificate names the next-hop itself: nexthop of smtp_tls_secure_cert_match. Row 3.',
      ),
    ),
  },
  {
    id: 'secure-wildcard',
    title: 'The certificate names *.DOMAIN',
    domain: 'secure-wildcard.example',
    zones: [mailZone('secure-wildcard.example', 'unsigned', ['mx.secure-wildcard.example'])],
    hosts: [{ name: 'mx.secure-wildcard.example', certificate: publicCertificate('*.secure-wildcard.example') }],
    truth: both(
      found(
        'secure-wildcard.example secure',
        dotNexthop,
        'dot-nexthop accepts a wildcard name below the next-hop. Row 3.',
      ),
    ),
  },
  {
    id: 'secure-common-name',
    title: 'No subject alternative name, the common name is mx.DOMAIN',
    domain: 'secure-common-name.example',
    zones: [mailZone('secure-common-name.example', 'unsigned', ['mx.secure-common-name.example'])],
    hosts: [
      {
        name: 'mx.secure-common-name.example',
        certificate: { issuer: 'public', names: [], commonName: 'mx.secure-common-name.example' },
      },
    ],
    truth: both(
      found(
        'secure-common-name.example secure',
        dotNexthop,
        'Postfix looks at the common name where the certificate has no dNSName (TLS_README, server certificate verification). Row 3.',
      ),
    ),
  },
  {
    id: 'secure-signed',
    title: 'Signed domain without TLSA: the absence is proven',
    domain: 'secure-signed.example',
    zones: [mailZone('secure-signed.example', 'signed', ['mx.secure-signed.example'])],
    hosts: [goodHost('mx.secure-signed.example')],
    truth: both(
      found(
        'secure-signed.example secure',
        dotNexthop,
        `A secure denial of TLSA (RFC 4035 section 5.4): no DANE, no contradiction. ${dotNexthopWhy}`,
      ),
    ),
  },
  {
    id: 'secure-nsec3',
    title: 'Signed with NSEC3, without TLSA: the absence is proven',
    domain: 'secure-nsec3.example',
    zones: [mailZone('secure-nsec3.example', 'signed', ['mx.secure-nsec3.example'], { denial: 'nsec3' })],
    hosts: [goodHost('mx.secure-nsec3.example')],
    truth: both(
      found(
        'secure-nsec3.example secure',
        dotNexthop,
        `A secure denial of TLSA by NSEC3 (RFC 5155 section 8.4). ${dotNexthopWhy}`,
      ),
    ),
  },
  {
    id: 'secure-opt-out',
    title: 'Unsigned domain below a zone with NSEC3 opt-out',
    domain: 'shop.optout.example',
    zones: [
      zone('optout.example', 'signed', { denial: 'nsec3-opt-out' }),
      mailZone('shop.optout.example', 'unsigned', ['mx.shop.optout.example']),
      // Signed neighbours make an NSEC3 chain whose spans cover the unsigned one.
      zone('a.optout.example', 'signed'),
      zone('b.optout.example', 'signed'),
    ],
    hosts: [goodHost('mx.shop.optout.example')],
    truth: both(
      found(
        'shop.optout.example secure',
        dotNexthop,
        `The opt-out span proves that the delegation may be unsigned: insecure, not bogus (RFC 5155 sections 6 and 8.9). ${dotNexthopWhy}`,
      ),
    ),
  },
  {
    id: 'secure-unknown-algorithm',
    title: 'The DS record is of an algorithm that nobody knows',
    domain: 'secure-unknown-algorithm.example',
    zones: [mailZone('secure-unknown-algorithm.example', 'unknown-algorithm', ['mx.secure-unknown-algorithm.example'])],
    hosts: [goodHost('mx.secure-unknown-algorithm.example')],
    truth: both(
      found(
        'secure-unknown-algorithm.example secure',
        dotNexthop,
        `Only unsupported algorithms in the DS set: treat the zone as unsigned (RFC 4035 section 5.2). ${dotNexthopWhy}`,
      ),
    ),
  },
  {
    id: 'secure-implicit-mx',
    title: 'No MX record: the domain is its own host',
    domain: 'secure-implicit-mx.example',
    zones: [zone('secure-implicit-mx.example', 'unsigned')],
    hosts: [goodHost('secure-implicit-mx.example')],
    truth: both(
      found(
        'secure-implicit-mx.example secure',
        dotNexthop,
        'Implicit MX (RFC 5321 section 5.1); the certificate names the next-hop. Row 3.',
      ),
    ),
  },
  {
    id: 'secure-tls12',
    title: 'At most TLS 1.2',
    domain: 'secure-tls12.example',
    zones: [mailZone('secure-tls12.example', 'unsigned', ['mx.secure-tls12.example'])],
    hosts: [goodHost('mx.secure-tls12.example', { behaviour: { tls: 'tls12' } })],
    truth: both(found('secure-tls12.example secure', dotNexthop, dotNexthopWhy)),
  },
  {
    id: 'secure-dual-stack',
    title: 'One host at an IPv4 and an IPv6 address',
    domain: 'secure-dual-stack.example',
    zones: [mailZone('secure-dual-stack.example', 'unsigned', ['mx.secure-dual-stack.example'])],
    hosts: [goodHost('mx.secure-dual-stack.example', { families: [4, 6] })],
    truth: both(found('secure-dual-stack.example secure', dotNexthop, dotNexthopWhy)),
  },
  {
    id: 'dual-stack-bad',
    title: 'The server at the IPv6 address has a self-signed certificate',
    domain: 'dual-stack-bad.example',
    zones: [mailZone('dual-stack-bad.example', 'unsigned', ['mx.dual-stack-bad.example'])],
    hosts: [goodHost('mx.dual-stack-bad.example'), selfSignedHost('mx.dual-stack-bad.example', { families: [6] })],
    truth: both(
      none(
        'certificate not trusted',
        'A host is proven by one address only if no reached address contradicts it (DESIGN section 5); the IPv6 one does.',
      ),
    ),
  },
  {
    id: 'mpg',
    title: 'mpg.de: unsigned, hosted, outside the lab’s own top-level domain',
    domain: 'mpg.de',
    zones: [mailZone('mpg.de', 'unsigned', ['mx1.provider.example', 'mx2.provider.example'])],
    hosts: [],
    truth: both(
      found('mpg.de secure match=mx1.provider.example:mx2.provider.example', hostNames, hostedWhy, [
        'mx1.provider.example',
        'mx2.provider.example',
      ]),
    ),
  },
  {
    id: 'hosted',
    title: 'Hosted mail: the certificates name the provider’s hosts',
    domain: 'hosted.example',
    zones: [mailZone('hosted.example', 'unsigned', ['mx1.provider.example', 'mx2.provider.example'])],
    hosts: [],
    truth: both(
      found('hosted.example secure match=mx1.provider.example:mx2.provider.example', hostNames, hostedWhy, [
        'mx1.provider.example',
        'mx2.provider.example',
      ]),
    ),
  },
  {
    id: 'hosted-signed',
    title: 'Hosted mail of a signed domain: the MX names are DNSSEC-secure',
    domain: 'hosted-signed.example',
    zones: [mailZone('hosted-signed.example', 'signed', ['mx1.provider.example', 'mx2.provider.example'])],
    hosts: [],
    truth: both(
      found(
        'hosted-signed.example secure match=mx1.provider.example:mx2.provider.example',
        hostNames,
        'As hosted, and the names come from a DNSSEC-secure MX set: nothing needs confirming (DESIGN section 5, Names).',
      ),
    ),
  },
  {
    id: 'hosted-wildcard',
    title: 'Hosted mail: the provider’s certificate is a wildcard',
    domain: 'hosted-wildcard.example',
    zones: [mailZone('hosted-wildcard.example', 'unsigned', ['mx.wild-provider.example'])],
    hosts: [],
    truth: both(
      found(
        'hosted-wildcard.example secure match=mx.wild-provider.example',
        hostNames,
        'A left-most wildcard covers one label (RFC 6125 section 6.4.3), so the certificate verifies for the host name; exact names up to four hosts, whatever the certificate carries.',
        ['mx.wild-provider.example'],
      ),
    ),
  },
  {
    id: 'hosted-four',
    title: 'Hosted mail at four hosts of one provider: exact names',
    domain: 'hosted-four.example',
    zones: [
      mailZone(
        'hosted-four.example',
        'unsigned',
        [1, 2, 3, 4].map((number) => `mx${number}.in.big-provider.example`),
      ),
    ],
    hosts: [],
    truth: both(
      found(
        `hosted-four.example secure match=${[1, 2, 3, 4].map((n) => `mx${n}.in.big-provider.example`).join(':')}`,
        hostNames,
        hostedWhy,
        [1, 2, 3, 4].map((number) => `mx${number}.in.big-provider.example`),
      ),
    ),
  },
  {
    id: 'hosted-five',
    title: 'Hosted mail at five hosts of one provider: the narrowest suffix',
    domain: 'hosted-five.example',
    zones: [
      mailZone(
        'hosted-five.example',
        'unsigned',
        [1, 2, 3, 4, 5].map((number) => `mx${number}.in.big-provider.example`),
      ),
    ],
    hosts: [],
    truth: both(
      found(
        'hosted-five.example secure match=.in.big-provider.example',
        hostNames,
        'More than four hosts: the narrowest suffix that holds them all (DESIGN section 5, Names), known only from plain DNS.',
        ['.in.big-provider.example'],
      ),
    ),
  },
  {
    id: 'hosted-alias',
    title: 'The MX host is an alias of the provider’s host, whose certificate names only the target',
    domain: 'hosted-alias.example',
    zones: [
      mailZone('hosted-alias.example', 'unsigned', ['mail.hosted-alias.example'], {
        records: [alias('mail.hosted-alias.example', 'mx1.provider.example')],
      }),
    ],
    hosts: [],
    truth: both(
      none(
        'certificate names another host',
        'A name enters match= only if it is the next-hop, an MX host, or a suffix of one; the alias target is none of these (an MX host must not be an alias, RFC 2181 section 10.3; smtp_cname_overrides_servername is off).',
      ),
    ),
  },
];
