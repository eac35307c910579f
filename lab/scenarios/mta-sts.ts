import type { MtaSts, Scenario, Truth } from '../scenario';
import { both, daneEe, daneInBoth, found, goodHost, mailZone, none, selfSignedHost, untested } from './build';

const providerHosts = ['mx1.provider.example', 'mx2.provider.example'];

/** An unsigned domain whose mail the common provider hosts, with its MTA-STS policy. */
function hosted(id: string, title: string, policy: Omit<MtaSts, 'domain'>, truth: (domain: string) => Truth): Scenario {
  const domain = `${id}.example`;
  return {
    id,
    title,
    domain,
    zones: [mailZone(domain, 'unsigned', providerHosts)],
    hosts: [],
    mtaSts: [{ domain, ...policy }],
    truth: both(truth(domain)),
  };
}

export const mtaStsScenarios: readonly Scenario[] = [
  hosted(
    'sts-hosted',
    'MTA-STS enforce names the provider’s hosts',
    { mode: 'enforce', mx: providerHosts, serves: 'policy' },
    (domain) =>
      found(
        `${domain} secure match=mx1.provider.example:mx2.provider.example`,
        'MTA-STS policy names the MX hosts',
        'Row 4: mode enforce, each MX host is allowed and verifies (RFC 8461 sections 4.1 and 4.2); the policy came over authenticated HTTPS, so nothing needs confirming.',
      ),
  ),
  hosted(
    'sts-wildcard',
    'MTA-STS enforce names the provider by a wildcard',
    { mode: 'enforce', mx: ['*.provider.example'], serves: 'policy' },
    (domain) =>
      found(
        `${domain} secure match=.provider.example`,
        'MTA-STS policy names the MX hosts',
        'Row 4: the pattern *.provider.example (RFC 8461 section 4.1) is .provider.example in match=.',
      ),
  ),
  hosted('sts-testing', 'MTA-STS in mode testing', { mode: 'testing', mx: providerHosts, serves: 'policy' }, (domain) =>
    found(
      `${domain} secure match=mx1.provider.example:mx2.provider.example`,
      'certificates verify for the MX host names',
      'Row 4 needs mode enforce; row 5 with names from plain DNS, to be confirmed.',
      providerHosts,
    ),
  ),
  hosted('sts-none', 'MTA-STS in mode none', { mode: 'none', mx: providerHosts, serves: 'policy' }, (domain) =>
    found(
      `${domain} secure match=mx1.provider.example:mx2.provider.example`,
      'certificates verify for the MX host names',
      'Mode none is to be treated as if there were no policy (RFC 8461 section 5); row 5 with names from plain DNS, to be confirmed.',
      providerHosts,
    ),
  ),
  hosted(
    'sts-not-found',
    'MTA-STS is announced, the policy host answers 404',
    { mode: 'enforce', mx: providerHosts, serves: 'not-found' },
    () =>
      untested(
        'MTA-STS policy could not be fetched',
        'Only 200 carries a policy (RFC 8461 section 3.3); whether it allows the hosts that plain DNS names is unknown. Row 0.',
      ),
  ),
  hosted(
    'sts-forbids',
    'MTA-STS enforce forbids the MX hosts that were seen',
    { mode: 'enforce', mx: ['mx.former-provider.example'], serves: 'policy' },
    () =>
      none(
        'MTA-STS policy forbids an MX host',
        'RFC 8461 section 5: in mode enforce mail must not go to a host that the policy does not name. A forged MX record looks the same. Row 0: no entry.',
      ),
  ),
  hosted(
    'sts-unfetchable',
    'MTA-STS is announced, the policy host refuses connections',
    { mode: 'enforce', mx: providerHosts, serves: 'refused' },
    () =>
      untested(
        'MTA-STS policy could not be fetched',
        'Row 0: a record whose policy can’t be fetched is could not be tested, not no policy; whether it allows the hosts that plain DNS names is unknown.',
      ),
  ),
  hosted(
    'sts-untrusted',
    'MTA-STS is announced, the policy host has a certificate of a private CA',
    { mode: 'enforce', mx: providerHosts, serves: 'untrusted' },
    () =>
      untested(
        'MTA-STS policy could not be fetched',
        'The policy host must authenticate (RFC 8461 section 3.3); without that the policy is not known. Row 0.',
      ),
  ),
  {
    id: 'sts-own',
    title: 'MTA-STS enforce names the domain’s own host',
    domain: 'sts-own.example',
    zones: [mailZone('sts-own.example', 'unsigned', ['mx.sts-own.example'])],
    hosts: [goodHost('mx.sts-own.example')],
    mtaSts: [{ domain: 'sts-own.example', mode: 'enforce', mx: ['mx.sts-own.example'], serves: 'policy' }],
    truth: both(
      found(
        'sts-own.example secure',
        'certificates verify for the next-hop',
        'Row 3 comes before row 4: the certificate names mx.DOMAIN, which dot-nexthop accepts.',
      ),
    ),
  },
  {
    id: 'sts-dane',
    title: 'DANE holds, the announced MTA-STS policy can’t be fetched',
    domain: 'sts-dane.example',
    zones: [mailZone('sts-dane.example', 'signed', ['mx.sts-dane.example'])],
    hosts: [selfSignedHost('mx.sts-dane.example', { tlsa: daneEe })],
    mtaSts: [{ domain: 'sts-dane.example', mode: 'enforce', mx: ['mx.sts-dane.example'], serves: 'refused' }],
    truth: daneInBoth(
      'sts-dane.example',
      'DANE does not depend on MTA-STS, which must not override it (RFC 8461 section 2); the secure MX set names the host.',
      'The certificate is self-signed.',
    ),
  },
];
