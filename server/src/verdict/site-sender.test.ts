import { describe, expect, it } from 'vitest';
import { parseVersions } from '../language/postfix-versions';
import { parseMainCf } from '../maincf/parse';
import { clientsOf } from '../site/site';
import type { Sender } from './sender';
import { senderOfSite } from './site-sender';

function senderOf(mainCf: string, version: string): Sender {
  const versions = parseVersions(version);
  if (versions === null) throw new Error(version);
  const [client] = clientsOf(parseMainCf(mainCf), null, versions, { folder: '/etc/postfix', root: null });
  if (client === undefined) throw new Error('there is no client');
  return senderOfSite(client);
}

describe('the sender that a main.cf makes', () => {
  it.each<[string, string, string, Partial<Sender>]>([
    ['nothing is set', '', '3.7', { dnssecLookups: false, globalLevel: 'none', trustStore: 'empty', version: '3.7' }],
    ['DNSSEC is looked up', 'smtp_dns_support_level = dnssec', '3.7', { dnssecLookups: true }],
    [
      'host names are not looked up by DNS',
      'smtp_dns_support_level = dnssec\nsmtp_host_lookup = native',
      '3.7',
      { dnssecLookups: false },
    ],
    [
      'the level is named',
      'smtp_tls_security_level = dane',
      '3.7',
      { globalLevel: 'dane', daneInsecureMxPolicy: 'dane' },
    ],
    ['the level is that of old names', 'smtp_use_tls = yes', '3.7', { globalLevel: 'may' }],
    ['an old release', 'smtp_tls_security_level = may', '3.7', { daneInsecureMxPolicy: 'may' }],
    ['a new release', 'smtp_tls_security_level = may', '3.11', { daneInsecureMxPolicy: 'dane' }],
    ['several releases', 'smtp_tls_security_level = may', '3.5-3.11', { daneInsecureMxPolicy: 'may' }],
    [
      'the policy for insecure MX records is named',
      'smtp_tls_dane_insecure_mx_policy = encrypt',
      '3.7',
      { daneInsecureMxPolicy: 'encrypt' },
    ],
    [
      'names are matched otherwise',
      'smtp_tls_secure_cert_match = nexthop:hostname, .a.example\nsmtp_tls_verify_cert_match = nexthop',
      '3.7',
      { secureCertMatch: ['nexthop', 'hostname', '.a.example'], verifyCertMatch: ['nexthop'] },
    ],
    ['fewer addresses are tried', 'smtp_mx_address_limit = 2', '3.7', { mxAddressLimit: 2 }],
    ['the number is none', 'smtp_mx_address_limit = many', '3.7', { mxAddressLimit: 5 }],
    ['a server name is sent', 'smtp_tls_servername = hostname', '3.7', { serverName: 'hostname' }],
    ['digests are of another kind', 'smtp_tls_fingerprint_digest = SHA1', '3.7', { fingerprintDigest: 'sha1' }],
    ['they are the old ones', 'compatibility_level = 2', '3.7', { fingerprintDigest: 'md5' }],
    ['there is a CA file', 'smtp_tls_CAfile = /etc/ssl/ca.pem', '3.7', { trustStore: 'probed' }],
    [
      'there are trust anchors',
      'smtp_tls_trust_anchor_file = /a.pem, /b.pem',
      '3.7',
      { trustAnchorFiles: ['/a.pem', '/b.pem'] },
    ],
    ['MX patterns are not enforced', 'smtp_tls_enforce_sts_mx_patterns = no', '3.11', { enforceStsMxPatterns: false }],
    [
      'protocols and ciphers are as in 3.7',
      '',
      '3.7',
      {
        session: {
          protocols: '>=TLSv1',
          ciphers: 'medium',
          exclude_ciphers: '',
          mandatory_protocols: '>=TLSv1',
          mandatory_ciphers: 'medium',
          mandatory_exclude_ciphers: '',
        },
      },
    ],
    [
      'protocols are as before 3.6',
      'smtp_tls_mandatory_ciphers = high\nsmtp_tls_exclude_ciphers = RC4, aNULL',
      '3.5',
      {
        session: {
          protocols: '!SSLv2, !SSLv3',
          ciphers: 'medium',
          exclude_ciphers: 'RC4, aNULL',
          mandatory_protocols: '!SSLv2, !SSLv3',
          mandatory_ciphers: 'high',
          mandatory_exclude_ciphers: '',
        },
      },
    ],
    ['a grade has another list', 'tls_high_cipherlist = AESGCM', '3.7', { editedGrades: ['high'] }],
    ['a value refers to another', 'name = nexthop\nsmtp_tls_servername = $name', '3.7', { serverName: 'nexthop' }],
  ])('where %s', (_what, mainCf, version, expected) => {
    expect(senderOf(mainCf, version)).toMatchObject({ profile: 'site', ...expected });
  });

  it('leaves out what nobody told', () => {
    const sender = senderOf('', '3.5-3.11');
    expect(sender.session).not.toHaveProperty('protocols');
    for (const name of ['version', 'serverName', 'trustAnchorFiles', 'editedGrades'])
      expect(sender).not.toHaveProperty(name);
  });
});
