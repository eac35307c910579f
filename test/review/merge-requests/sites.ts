import { lines, type MergeRequest } from './merge-request';

const maps = 'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy';
const both = 'smtp_tls_policy_maps = hash:/etc/postfix/own.tls_policy, hash:/etc/postfix/tls_policy';
const table = lines('alpha.example secure', 'bravo.example dane');

/** Changes of a repository that holds main.cf and the tables that it names: what counts is what Postfix finds by both. */
export const siteChanges: readonly MergeRequest[] = [
  {
    name: 'sends all mail by a relay that has no entry',
    because: 'no domain of a recipient is a next-hop any more, so no entry is used',
    base: { 'main.cf': lines(maps), tls_policy: table },
    head: { 'main.cf': lines(maps, 'relayhost = [relay.example]:587'), tls_policy: table },
    changes: ['site main.cf needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'sends all mail by a relay and says why',
    because: 'a new comment above the line says why',
    base: { 'main.cf': lines(maps), tls_policy: table },
    head: {
      'main.cf': lines(
        maps,
        '# the relay of our provider speaks TLS to all of them',
        'relayhost = [relay.example]:587',
      ),
      tls_policy: table,
    },
    changes: ['site main.cf needs-reason given'],
    verdict: 'accept',
  },
  {
    name: 'sends all mail by a relay that has an entry',
    because: 'mail to each domain goes by the relay, which is authenticated as well as the domains were',
    base: { 'main.cf': lines(maps), tls_policy: lines('[relay.example]:587 secure', 'alpha.example secure') },
    head: {
      'main.cf': lines(maps, 'relayhost = [relay.example]:587'),
      tls_policy: lines('[relay.example]:587 secure', 'alpha.example secure'),
    },
    changes: ['site main.cf accept'],
    verdict: 'accept',
  },
  {
    name: 'sends mail to one domain by a relay that has no entry',
    because: 'the entry of the domain is not asked for any more, and main.cf decides for the relay',
    base: {
      'main.cf': lines(maps, 'transport_maps = hash:/etc/postfix/transport'),
      transport: lines('# none'),
      tls_policy: table,
    },
    head: {
      'main.cf': lines(maps, 'transport_maps = hash:/etc/postfix/transport'),
      transport: lines('# none', 'alpha.example smtp:[mx.alpha.example]'),
      tls_policy: table,
    },
    changes: ['site main.cf needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'sends mail to one domain by a service of a lower level',
    because: 'the service has no tables, and a level of its own',
    base: {
      'main.cf': lines(maps, 'transport_maps = hash:/etc/postfix/transport'),
      'master.cf': lines('smtp unix - - n - - smtp', 'slow unix - - n - - smtp -o smtp_tls_policy_maps='),
      transport: lines('# none'),
      tls_policy: table,
    },
    head: {
      'main.cf': lines(maps, 'transport_maps = hash:/etc/postfix/transport'),
      'master.cf': lines('smtp unix - - n - - smtp', 'slow unix - - n - - smtp -o smtp_tls_policy_maps='),
      transport: lines('# none', 'alpha.example slow:'),
      tls_policy: table,
    },
    changes: ['site main.cf needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'asks the tables in another order',
    because: 'of two entries for one key the weaker one is found first now',
    base: {
      'main.cf': lines('smtp_tls_policy_maps = hash:/etc/postfix/tls_policy, hash:/etc/postfix/own.tls_policy'),
      'own.tls_policy': lines('alpha.example may'),
      tls_policy: table,
    },
    head: { 'main.cf': lines(both), 'own.tls_policy': lines('alpha.example may'), tls_policy: table },
    changes: ['setting smtp_tls_policy_maps needs-reason', 'site main.cf needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'puts an entry in front of a stronger one for the domain above',
    because: 'the entry of the other table applied, and accepts fewer names',
    base: { 'main.cf': lines(both), 'own.tls_policy': '', tls_policy: lines('.alpha.example secure') },
    head: {
      'main.cf': lines(both),
      'own.tls_policy': lines('mail.alpha.example secure match=.alpha.example'),
      tls_policy: lines('.alpha.example secure'),
    },
    changes: ['added mail.alpha.example needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'deletes an entry that another table has, too',
    because: 'the same applies as before',
    base: { 'main.cf': lines(both), 'own.tls_policy': lines('alpha.example secure'), tls_policy: table },
    head: { 'main.cf': lines(both), 'own.tls_policy': '', tls_policy: table },
    changes: ['removed alpha.example accept'],
    verdict: 'accept',
  },
  {
    name: 'switches DNSSEC off that an entry needs',
    because: 'level dane acts as may without it',
    base: { 'main.cf': lines(maps, 'smtp_dns_support_level = dnssec'), tls_policy: table },
    head: { 'main.cf': lines(maps, 'smtp_dns_support_level = enabled'), tls_policy: table },
    changes: ['setting smtp_dns_support_level needs-reason', 'site main.cf needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'lowers the level of destinations that no entry names',
    because: 'the entries apply as before, and the setting itself says what becomes of all others',
    base: { 'main.cf': lines(maps, 'smtp_tls_security_level = encrypt'), tls_policy: table },
    head: { 'main.cf': lines(maps, 'smtp_tls_security_level = may'), tls_policy: table },
    changes: ['setting smtp_tls_security_level needs-reason'],
    verdict: 'needs-reason',
  },
];
