import { describe, expect, it } from 'vitest';
import { reviewInMemory } from '../../../../test/review/review-in-memory';
import type { SitePolicy } from './site-policy';

type Files = Readonly<Record<string, string>>;

/** As `NEXT-HOP: KEY VALUE TABLE -> KEY VALUE TABLE`, with what it acts as, the way and the service where they are other ones. */
function effective(before: Files, after: Files): readonly string[] {
  return reviewInMemory(before, after).flatMap(({ site }) =>
    (site?.effective ?? []).map((row) => `${row.nextHop}: ${told(row.before)} -> ${told(row.after)}`),
  );
}

function told(policy: SitePolicy | null): string {
  if (policy === null) return '-';
  const { key, value, table, actsAs, via, service } = policy;
  const [level] = (value ?? '').split(' ');
  return [
    ...(key === null ? [] : [key]),
    value ?? '?',
    ...(table === null ? [] : [table.replace(/^.*\//, '')]),
    ...(actsAs === level ? [] : [`as ${actsAs ?? '?'}`]),
    ...(via === null ? [] : [`via ${via}`]),
    ...(service === 'smtp' ? [] : [`by ${service}`]),
  ].join(' ');
}

const maps = 'smtp_tls_policy_maps = hash:/etc/postfix/own, hash:/etc/postfix/shared\n';
const site = { 'main.cf': maps, own: 'a.example may\n', shared: 'a.example secure\n.example dane-only\n' };
const routed = { ...site, 'main.cf': `${maps}transport_maps = hash:/etc/postfix/transport\n`, transport: '# none\n' };

describe('what a site applies before and after', () => {
  it.each<readonly [string, Files, Files, readonly string[]]>([
    [
      'tables in another order',
      site,
      { ...site, 'main.cf': 'smtp_tls_policy_maps = hash:/etc/postfix/shared, hash:/etc/postfix/own\n' },
      ['a.example: a.example may own -> a.example secure shared'],
    ],
    ['a table that is read elsewhere', site, { ...site, 'main.cf': maps.replaceAll('hash:', 'texthash:') }, []],
    [
      'an entry that uncovers one of another table',
      site,
      { ...site, own: '' },
      ['a.example: a.example may own -> a.example secure shared'],
    ],
    [
      'entries that uncover a key with a dot in front',
      site,
      { ...site, own: '', shared: '.example dane-only\n' },
      ['a.example: a.example may own -> .example dane-only shared as defers'],
    ],
    [
      'a relay for all',
      { ...site, shared: 'a.example secure\n' },
      { ...site, shared: 'a.example secure\n', 'main.cf': `${maps}relayhost = [r.example]:587\n` },
      ['*: none -> none via [r.example]:587', 'a.example: a.example may own -> none via [r.example]:587'],
    ],
    [
      'a relay that has no entry for one domain, another service for those below it, and none of ours',
      routed,
      { ...routed, transport: 'a.example smtp:[r.example]\n.a.example relay:\nb.example local:\n' },
      [
        'a.example: a.example may own -> none via [r.example]',
        '.a.example: .example dane-only shared as defers -> .example dane-only shared as defers by relay',
        'b.example: .example dane-only shared as defers -> -',
      ],
    ],
    [
      'a relay for what another server takes in, too',
      { 'main.cf': maps, own: '[r.example] encrypt\n', shared: 'a.example secure\n' },
      {
        'main.cf': `${maps}relayhost = [r.example]\nrelay_domains = a.example\n`,
        own: '[r.example] encrypt\n',
        shared: 'a.example secure\n',
      },
      [
        '*: none -> [r.example] encrypt own via [r.example]',
        'a.example: a.example secure shared -> [r.example] encrypt own via [r.example] by relay',
      ],
    ],
    [
      'a level for one service',
      { ...site, 'master.cf': 'smtp unix - - n - - smtp\n' },
      {
        ...site,
        'master.cf': 'smtp unix - - n - - smtp -o smtp_tls_policy_maps= -o smtp_tls_security_level=encrypt\n',
      },
      [
        '*: none -> encrypt',
        'a.example: a.example may own -> encrypt',
        '.example: .example dane-only shared as defers -> encrypt',
      ],
    ],
    [
      'DNSSEC lookups',
      site,
      { ...site, 'main.cf': `${maps}smtp_dns_support_level = dnssec\n` },
      ['.example: .example dane-only shared as defers -> .example dane-only shared'],
    ],
    [
      'a table twice in texthash, which the running Postfix refuses',
      { 'main.cf': 'smtp_tls_policy_maps = texthash:/etc/postfix/own\n', own: 'a.example may\n' },
      { 'main.cf': 'smtp_tls_policy_maps = texthash:/etc/postfix/own\n', own: 'a.example may\na.example secure\n' },
      ['*: none -> unnamed.invalid ? own as defers', 'a.example: a.example may own -> a.example ? own as defers'],
    ],
    [
      'a pattern in front',
      { 'main.cf': 'smtp_tls_policy_maps = pcre:/etc/postfix/own\n', own: '/^a\\.example$/ may\n' },
      { 'main.cf': 'smtp_tls_policy_maps = pcre:/etc/postfix/own\n', own: '/./ encrypt\n/^a\\.example$/ may\n' },
      ['*: none -> unnamed.invalid encrypt own', 'a.example: a.example may own -> a.example encrypt own'],
    ],
  ])('is told exactly for %s', (_what, before, after, expected) => {
    expect(effective(before, after)).toEqual(expected);
  });

  it('names the tables that nobody can read here, and counts them as empty', () => {
    const lists = 'smtp_tls_policy_maps = hash:/etc/postfix/gone, ldap:/etc/postfix/l.cf, hash:/etc/postfix/own\n';
    const mainCf = `${lists}transport_maps = mysql:/etc/postfix/t.cf\n`;
    const files = reviewInMemory(
      { 'main.cf': mainCf, own: 'a.example may\n' },
      { 'main.cf': mainCf, own: 'a.example secure\n' },
    );
    expect(files.flatMap((file) => file.site ?? [])).toEqual([
      expect.objectContaining({
        unknown: ['hash:/etc/postfix/gone', 'ldap:/etc/postfix/l.cf', 'mysql:/etc/postfix/t.cf'],
        tables: ['own'],
      }),
    ]);
  });
});
