import { describe, expect, it } from 'vitest';
import { parseVersions } from '../language/postfix-versions';
import { afterTaking, readPlace } from '../language/testing/marked-place';
import { levelsAsOffered } from '../postfix/levels';
import { completePolicy } from './complete';
import { parsePolicy } from './parse';

function complete(marked: string, versions?: string) {
  const place = readPlace(marked);
  const completions = completePolicy(
    parsePolicy(place.text.toString()),
    place,
    parseVersions(versions ?? '') ?? undefined,
  );
  return { place, completions, labels: completions.map(({ label }) => label) };
}

const withTls = ['servername', 'protocols', 'ciphers', 'exclude', 'connection_reuse', 'enable_rpk', 'policy_type'];
/** Without TLS 1.1 alone OpenSSL would offer nothing above the gap. */
const protocols = ['>=TLSv1.2', '>=TLSv1.3', '>=TLSv1', '!SSLv2', '!SSLv3', '!TLSv1'];
const provider =
  'a.example secure match=.mx.example:.two.example\nb.example secure match=.mx.example\nc.example secure match=x.example\n';

describe('what is offered', () => {
  it.each<[string, readonly string[]]>([
    ['example.org ▮', levelsAsOffered],
    ['example.org\t▮\n', levelsAsOffered],
    ['example.org se▮', levelsAsOffered],
    ['example.org ▮secure', levelsAsOffered],
    ['example.org\n   ▮', levelsAsOffered],
    ['/^example\\.org$/ ▮', levelsAsOffered],
    ['example.org ▮  secure', []],
    ['# comment ▮', []],
    ['  # comment ▮', []],
    ['▮# comment', []],
    ['example.org secure\n  # comment ▮\n  match=a.example', []],
    ['example.org secure # note ▮', []],
    ['example.org secure # note match=▮', []],
    ['example.org none ▮', []],
    ['example.org nonsense-level ▮', []],
    ['example.org secure ▮', ['match', 'tafile', ...withTls]],
    ['example.org SECURE,▮', ['match', 'tafile', ...withTls]],
    ['example.org secure\n  ▮', ['match', 'tafile', ...withTls]],
    ['example.org secure # note\n  ▮', ['match', 'tafile', ...withTls]],
    ['example.org dane ▮', withTls],
    ['example.org fingerprint ▮', ['match', ...withTls]],
    ['example.org secure match=a.example ▮', ['tafile', ...withTls]],
    ['example.org secure ma▮', ['match', 'tafile', ...withTls]],
    ['example.org secure ma▮=a.example', ['match', 'tafile', ...withTls]],
    ['example.org may ▮ ciphers=high', withTls.filter((name) => name !== 'ciphers')],
    [
      'example.org may policy_type=sts ▮',
      [
        ...withTls.filter((name) => name !== 'policy_type'),
        'policy_ttl',
        'policy_domain',
        'policy_string',
        'mx_host_pattern',
        'policy_failure',
      ],
    ],
    ['example.org may ciphers=▮', ['high', 'medium', 'low', 'export', 'null']],
    ['example.org may ciphers=▮\n  enable_rpk=no', ['high', 'medium', 'low', 'export', 'null']],
    ['example.org may protocols=▮', protocols],
    ['example.org may protocols=!TLSv1:▮', [...protocols.filter((name) => name !== '!TLSv1'), '!TLSv1.1']],
    ['example.org may protocols=TLSv1.2:▮', [...protocols.filter((name) => name !== '>=TLSv1.3'), '!TLSv1.1']],
    ['[192.0.2.1] secure match=▮', []],
    ['example.org may ▮ciphers=high', withTls.filter((name) => name !== 'ciphers')],
    ['example.org may protocols=!SSLv2:▮:!SSLv3', protocols.filter((name) => !name.includes('SSL'))],
    ['example.org may connection_reuse=y▮', ['yes', 'no']],
    ['example.org may { enable_rpk = ▮yes }', ['yes', 'no']],
    ['example.org may servername=▮', ['hostname', 'nexthop']],
    [
      'example.org may policy_failure=▮',
      ['sts-policy-fetch-error', 'sts-policy-invalid', 'sts-webpki-invalid', 'validation-failure'],
    ],
    ['example.org secure match=▮', ['nexthop', 'dot-nexthop', 'hostname']],
    ['example.org secure match=NEXTHOP:▮', ['dot-nexthop', 'hostname']],
    ['example.org fingerprint match=▮', []],
    ['example.org secure unknown=▮', []],
    [
      `${provider}d.example secure match=▮`,
      ['nexthop', 'dot-nexthop', 'hostname', '.mx.example', '.two.example', 'x.example'],
    ],
    [
      `${provider}d.example secure match=.two.example:▮`,
      ['nexthop', 'dot-nexthop', 'hostname', '.mx.example', 'x.example'],
    ],
    ['a.example secure tafile=/a.pem\nb.example secure tafile=▮', ['/a.pem']],
    ['a.example fingerprint match=aa:bb\nb.example secure match=▮', ['nexthop', 'dot-nexthop', 'hostname']],
    ['▮', []],
    ['example.org secure\n▮', ['.example.org']],
    ['example.org secure\n.ex▮', ['.example.org']],
    ['.example.org secure\n▮', ['example.org']],
    ['example.org secure\nex▮', []],
    ['.example.org secure\n.▮', []],
    ['example.org secure\n▮example.net may', []],
    ['example.org secure\n▮\n.example.org secure', []],
    ['a.example may\nb.example may\n▮', ['.b.example', '.a.example']],
    [`${provider}▮`, ['.c.example', '.b.example', '.a.example', 'mx.example', 'two.example', 'x.example']],
    [
      'a.b.org secure match=.mx.c.co.uk:x.c.co.uk:.uk\n.a.b.org may\nc.d.org secure match=mx.e.org\n.c.d.org may\n▮',
      ['c.co.uk', 'e.org'],
    ],
    ['a.b.org secure match=.c.org\n.a.b.org may\nc.org may\n.c.org may\n▮', []],
    ['example.org may policy_type=sts policy_ttl=▮', ['86400', '604800', '2419200']],
    ['if /x/\n/^a$/ may\n▮', []],
    ['if /x/ ▮\n/^a$/ may\nendif\n', []],
    ['/^a▮$/ may', []],
  ])('%j', (marked, expected) => expect(complete(marked).labels).toEqual(expected));
});

describe('what taking it makes of the text', () => {
  it.each<[string, string, string]>([
    ['example.org se▮ match=a.example', 'secure', 'example.org secure match=a.example'],
    ['example.org ma▮y', 'dane', 'example.org dane'],
    ['example.org secure ma▮', 'match', 'example.org secure match='],
    ['example.org secure ma▮=a.example', 'match', 'example.org secure match=a.example'],
    ['example.org secure ▮ ciphers=high', 'match', 'example.org secure match= ciphers=high'],
    ['example.org secure ▮ciphers=high', 'match', 'example.org secure match= ciphers=high'],
    ['example.org secure c▮iphers=high', 'exclude', 'example.org secure exclude=high'],
    [
      'example.org secure match=a.example:▮:c.example',
      'nexthop',
      'example.org secure match=a.example:nexthop:c.example',
    ],
    ['example.org secure match=a.example:next▮hop', 'hostname', 'example.org secure match=a.example:hostname'],
    ['example.org may ciphers=▮\n  enable_rpk=no', 'high', 'example.org may ciphers=high\n  enable_rpk=no'],
    ['example.org may { ciphers = me▮ }', 'high', 'example.org may { ciphers = high }'],
    ['example.org may protocols=>=▮', '>=TLSv1.2', 'example.org may protocols=>=TLSv1.2'],
    ['example.org secure\n.exa▮', '.example.org', 'example.org secure\n.example.org'],
    ['example.org secure\r\n▮\r\n', '.example.org', 'example.org secure\r\n.example.org\r\n'],
  ])('%j, %s', (marked, label, expected) => {
    const { place, completions } = complete(marked);
    expect(afterTaking(place, completions, label)).toBe(expected);
  });
});

describe('for a stated Postfix', () => {
  it.each<[string, string, readonly string[]]>([
    ['3.7', 'example.org may ▮', withTls.filter((name) => !['enable_rpk', 'policy_type'].includes(name))],
    ['3.9-', 'example.org may ▮', withTls.filter((name) => name !== 'policy_type')],
    ['3.3', 'example.org may ▮', ['protocols', 'ciphers', 'exclude']],
    ['3.5-3.11', 'example.org may protocols=▮', protocols.filter((word) => !word.startsWith('>='))],
    ['2.10', 'example.org ▮', levelsAsOffered.filter((level) => !level.startsWith('dane'))],
  ])('%s, %j', (versions, marked, expected) => expect(complete(marked, versions).labels).toEqual(expected));

  it('writes protocols as it reads them', () => {
    const found = complete('example.org may ▮', '3.5').completions.find(({ label }) => label === 'protocols');
    expect(found?.snippet).toBe('protocols=${1:!SSLv2:!SSLv3:!TLSv1:!TLSv1.1}');
  });
});

it('offers the place of a digest with the level that needs one', () => {
  const snippetIn = (marked: string) =>
    complete(marked).completions.find(({ label }) => label === 'fingerprint')?.snippet;
  expect(snippetIn('example.org ▮\n')).toBe('fingerprint match=${1}');
  expect(snippetIn('example.org f▮ match=aa\n')).toBeUndefined();
});

it('offers places to fill in where the choice is known', () => {
  const snippets = complete('example.org may policy_type=sts ▮').completions.map(({ label, snippet }) => [
    label,
    snippet,
  ]);
  expect(Object.fromEntries(snippets.filter(([, snippet]) => snippet !== undefined))).toEqual({
    protocols: 'protocols=${1:>=TLSv1.2}',
    ciphers: 'ciphers=${1|high,medium,low,export,null|}',
    connection_reuse: 'connection_reuse=${1|yes,no|}',
    enable_rpk: 'enable_rpk=${1|yes,no|}',
    policy_string: '{ policy_string = ${1} }',
    policy_failure:
      'policy_failure=${1|sts-policy-fetch-error,sts-policy-invalid,sts-webpki-invalid,validation-failure|}',
  });
});
