import type { CertificateSpec, Scenario, Truth } from '../scenario';
import { alias, both, found, goodHost, mailZone, none, publicCertificate, selfSigned, zone } from './build';

const verified = 'certificates verify for the next-hop';
const unverified = 'certificate names another host';

/** An unsigned domain with the one host mx.DOMAIN and its certificate. */
function oneHost(id: string, title: string, certificate: (domain: string) => CertificateSpec, truth: Truth): Scenario {
  const domain = `${id}.example`;
  return {
    id,
    title,
    domain,
    zones: [mailZone(domain, 'unsigned', [`mx.${domain}`])],
    hosts: [{ name: `mx.${domain}`, certificate: certificate(domain) }],
    truth: both(truth),
  };
}

/** What certificates and keys of hosts without DANE come to. */
export const certificateScenarios: readonly Scenario[] = [
  oneHost(
    'secure-root-sent',
    'The server sends the root as well',
    (domain) => ({ ...publicCertificate(`mx.${domain}`), sent: 'chain-and-root' }),
    found(
      'secure-root-sent.example secure',
      verified,
      'A root in the chain changes nothing: the sender trusts it by its own store (RFC 8446 section 4.4.2). Row 3.',
    ),
  ),
  oneHost(
    'secure-upper-case',
    'The certificate names MX.DOMAIN in capitals',
    (domain) => publicCertificate(`MX.${domain.toUpperCase()}`),
    found(
      'secure-upper-case.example secure',
      verified,
      'Names are compared without regard to case (RFC 6125 section 6.4.1); dot-nexthop accepts mx.DOMAIN. Row 3.',
    ),
  ),
  oneHost(
    'secure-many-names',
    'The certificate names mx.DOMAIN last of five',
    (domain) => publicCertificate('a.invalid', 'b.invalid', '*.c.invalid', 'd.invalid', `mx.${domain}`),
    found(
      'secure-many-names.example secure',
      verified,
      'Any dNSName may match (RFC 6125 section 6.4); dot-nexthop accepts mx.DOMAIN. Row 3.',
    ),
  ),
  oneHost(
    'secure-rsa-1024',
    'The key has the 1024 bits that are just enough',
    (domain) => ({ ...publicCertificate(`mx.${domain}`), key: 'rsa-1024' }),
    found(
      'secure-rsa-1024.example secure',
      verified,
      'RSA with 1024 bits counts for 80, which OpenSSL security level 1 asks for (SSL_CTX_set_security_level(3)). Row 3.',
    ),
  ),
  oneHost(
    'weak-key',
    'A trusted certificate with an RSA key of 768 bits',
    (domain) => ({ ...publicCertificate(`mx.${domain}`), key: 'rsa-768' }),
    none(
      'handshake fails at authenticating levels',
      'Below 80 bits of security OpenSSL security level 1, which authenticating levels raise, refuses the key (SSL_CTX_set_security_level(3)).',
    ),
  ),
  oneHost(
    'wildcard-too-high',
    'The certificate is for *.example, two labels above the host',
    () => publicCertificate('*.example'),
    none(
      unverified,
      'A wildcard stands for exactly one label (RFC 6125 section 6.4.3), and the name that it covers here is that of the domain, not of its host; a wildcard with one label behind it is not obeyed (X509_check_host(3)).',
    ),
  ),
  oneHost(
    'common-name-ignored',
    'The common name is mx.DOMAIN, the alternative name is another',
    (domain) => ({ issuer: 'public', names: ['elsewhere.invalid'], commonName: `mx.${domain}` }),
    none(
      unverified,
      'The common name counts only without any dNSName (TLS_README, server certificate verification; RFC 6125 section 6.4.4).',
    ),
  ),
  {
    id: 'secure-wildcard-deep',
    title: 'The certificate names *.DOMAIN, the host lies two labels below the domain',
    domain: 'secure-wildcard-deep.example',
    zones: [mailZone('secure-wildcard-deep.example', 'unsigned', ['mx.in.secure-wildcard-deep.example'])],
    hosts: [
      { name: 'mx.in.secure-wildcard-deep.example', certificate: publicCertificate('*.secure-wildcard-deep.example') },
    ],
    truth: both(
      found(
        'secure-wildcard-deep.example secure',
        verified,
        'dot-nexthop asks for a certificate name below the next-hop, and *.DOMAIN is one, whatever the host is called (TLS_README, dot-nexthop). Row 3.',
      ),
    ),
  },
  {
    id: 'secure-alias-name',
    title: 'The MX host is an alias, and the certificate names the alias',
    domain: 'secure-alias-name.example',
    zones: [
      mailZone('secure-alias-name.example', 'unsigned', ['alias.secure-alias-name.example'], {
        records: [alias('alias.secure-alias-name.example', 'mx.elsewhere-alias.example')],
      }),
      { name: 'elsewhere-alias.example', security: 'unsigned', records: [] },
    ],
    hosts: [{ name: 'mx.elsewhere-alias.example', certificate: publicCertificate('alias.secure-alias-name.example') }],
    truth: both(
      found(
        'secure-alias-name.example secure',
        verified,
        'The certificate name lies below the next-hop (dot-nexthop); where the alias leads does not matter. Row 3.',
      ),
    ),
  },
  {
    id: 'secure-sni',
    title: 'The certificate of the domain is shown only to clients that send the host name',
    domain: 'secure-sni.example',
    zones: [mailZone('secure-sni.example', 'unsigned', ['mx.secure-sni.example'])],
    hosts: [
      {
        name: 'mx.secure-sni.example',
        certificate: publicCertificate('default.invalid'),
        sniCertificate: publicCertificate('mx.secure-sni.example'),
      },
    ],
    truth: both(
      found(
        'secure-sni.example secure servername=hostname',
        verified,
        'At secure Postfix sends no server name indication unless told (postconf(5), smtp_tls_servername), and so sees the default certificate. With servername=hostname it sends the name of the MX host (TLS_README, Client-side SNI) and sees a trusted certificate for mx.DOMAIN, which dot-nexthop accepts: row 3, SNI decides.',
      ),
    ),
  },
  {
    id: 'secure-sni-of-provider',
    title: 'The provider shows the certificate of its host only to clients that send its name',
    domain: 'secure-sni-of-provider.example',
    zones: [
      mailZone('secure-sni-of-provider.example', 'unsigned', ['mx.sni-provider.example']),
      zone('sni-provider.example', 'unsigned'),
    ],
    hosts: [
      {
        name: 'mx.sni-provider.example',
        certificate: selfSigned('default.invalid'),
        sniCertificate: publicCertificate('mx.sni-provider.example'),
      },
    ],
    truth: both(
      found(
        'secure-sni-of-provider.example secure match=mx.sni-provider.example servername=hostname',
        'certificates verify for the MX host names',
        'Without server name indication the chain is not trusted; with the name of the MX host it is, for that name alone: row 5, SNI decides (TLS_README, Client-side SNI). The MX set is insecure, so a person has to confirm the name.',
        ['mx.sni-provider.example'],
      ),
    ),
  },
  {
    id: 'secure-sni-at-one',
    title: 'One of two hosts shows its certificate only to clients that send its name',
    domain: 'secure-sni-at-one.example',
    zones: [
      mailZone('secure-sni-at-one.example', 'unsigned', [
        'mx1.secure-sni-at-one.example',
        'mx2.secure-sni-at-one.example',
      ]),
    ],
    hosts: [
      goodHost('mx1.secure-sni-at-one.example'),
      {
        name: 'mx2.secure-sni-at-one.example',
        certificate: publicCertificate('default.invalid'),
        sniCertificate: publicCertificate('mx2.secure-sni-at-one.example'),
      },
    ],
    truth: both(
      found(
        'secure-sni-at-one.example secure servername=hostname',
        verified,
        'Plain secure does not hold at the second host. With servername=hostname both show a trusted certificate below the next-hop; the first one shows the same to everybody: row 3, SNI decides (TLS_README, Client-side SNI).',
      ),
    ),
  },
  {
    id: 'sni-untrusted',
    title: 'The default certificate names another host, that for the host name is self-signed',
    domain: 'sni-untrusted.example',
    zones: [mailZone('sni-untrusted.example', 'unsigned', ['mx.sni-untrusted.example'])],
    hosts: [
      {
        name: 'mx.sni-untrusted.example',
        certificate: publicCertificate('default.invalid'),
        sniCertificate: selfSigned('mx.sni-untrusted.example'),
      },
    ],
    truth: both(
      none(
        unverified,
        'Without server name indication the certificate names neither the next-hop nor the MX host, with it the chain is not trusted: no entry at secure holds.',
      ),
    ),
  },
  {
    id: 'secure-ipv6-only',
    title: 'The host has an IPv6 address alone',
    domain: 'secure-ipv6-only.example',
    zones: [mailZone('secure-ipv6-only.example', 'unsigned', ['mx.secure-ipv6-only.example'])],
    hosts: [goodHost('mx.secure-ipv6-only.example', { families: [6] })],
    truth: both(
      found(
        'secure-ipv6-only.example secure',
        verified,
        'The address family does not matter (inet_protocols = all); the certificate names mx.DOMAIN (dot-nexthop). Row 3.',
      ),
    ),
  },
  {
    id: 'starttls-502',
    title: 'STARTTLS is offered and refused with 502',
    domain: 'starttls-502.example',
    zones: [mailZone('starttls-502.example', 'unsigned', ['mx.starttls-502.example'])],
    hosts: [goodHost('mx.starttls-502.example', { behaviour: { startTls: 'permanent' } })],
    truth: both(
      none(
        'STARTTLS refused',
        'The server was reached and refused TLS (RFC 3207 section 4); at every level that requires TLS smtp(8) bounces the message at once (smtp_site_fail() with a 5xx reply; seen with 3.7: status=bounced, dsn=5.5.1).',
      ),
    ),
  },
];
