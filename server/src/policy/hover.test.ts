import { describe, expect, it } from 'vitest';
import { readPlace } from '../language/testing/marked-place';
import { attributes } from '../postfix/attributes';
import { securityLevels } from '../postfix/levels';
import { hoverPolicy } from './hover';
import { parsePolicy } from './parse';

/** What is told at the cursor, and about which text. */
function hover(marked: string) {
  const { text, offset } = readPlace(marked);
  const found = hoverPolicy(parsePolicy(text.toString()), offset);
  return found && { about: text.slice(found.span.start, found.span.end), markdown: found.markdown };
}

describe('the thing under the cursor', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'exam▮ple.org may',
      'example.org',
      ['Serves the next-hop `example.org`', '1. `example.org` (this entry)\n2. `.org`'],
    ],
    [
      'a.exam▮ple.org may\n.example.org secure',
      'a.example.org',
      ['2. `.example.org`: `secure`\n3. `.org`', 'Without it `.example.org` would apply: `secure`'],
    ],
    [
      '.exam▮ple.org may\n.org none',
      '.example.org',
      [
        'every next-hop below `example.org`',
        '1. `host.example.org`\n2. `.example.org` (this entry)\n3. `.org`: `none`',
        'Without it `.org`',
      ],
    ],
    ['example.org▮ may', 'example.org', ['Without it `smtp_tls_security_level` would apply']],
    ['a.example may\nA.EXA▮MPLE secure', 'A.EXAMPLE', ['Entry 2 of 2', 'the first one wins, not this one']],
    ['a.exa▮mple may\na.example secure', 'a.example', ['Entry 1 of 2', 'this one wins']],
    ['[mx.exa▮mple.org]:25 may', '[mx.example.org]:25', ['written exactly so']],
    ['[mx.exa▮mple.org] may', '[mx.example.org]', ['no MX lookup']],
    ['192.0.▮2.1 may', '192.0.2.1', ['written exactly so']],
    ['*.exam▮ple.org may', '*.example.org', ['Serves nothing', '`*.example.org`']],
    ['example.▮org. may', 'example.org.', ['takes the dot off']],
    ['me@exam▮ple.org may', 'me@example.org', ['Serves nothing']],
    ['/^exam▮ple/ may', '/^example/', ['A pattern.']],
    ['"a`<b>▮" may', '"a`<b>"', ['`` "a`<b>" ``']],
    [
      'example.org sec▮ure',
      'secure',
      ['a trusted chain', 'Falls back: never', 'Since Postfix 2.3', 'Attributes: `match`, `tafile`'],
    ],
    ['example.org DA▮NE', 'DANE', ['TLSA records', 'smtp_dns_support_level = dnssec']],
    ['example.org secure mat▮ch=a.example', 'match', ['Several add up', '`fingerprint` since 2.5']],
    ['example.org may CIPH▮ERS=high', 'CIPHERS', ['Written twice, mail is deferred']],
    ['example.org may ciphers=hi▮gh', 'high', ['Strong ciphers only.']],
    ['example.org may ciphers=hi▮', 'ciphers=hi', ['The least cipher grade']],
    ['example.org may protocols=!SSLv3:>=TLSv▮1.2', '>=TLSv1.2', ['TLSv1.2, TLSv1.3', 'Postfix 3.6']],
    ['example.org may servername=HOST▮NAME', 'servername=HOSTNAME', ['in lower case']],
    ['example.org may servername=host▮name', 'hostname', ['The name of the MX host.']],
    ['example.org secure match=next▮hop', 'nexthop', ['here `example.org`']],
    ['[mx.example.org]:25 secure match=next▮hop', 'nexthop', ['here `mx.example.org`']],
    ['example.org:25 secure match=next▮hop', 'nexthop', ['here `example.org`']],
    ['.example.org secure match=next▮hop', 'nexthop', ['the next-hop, without brackets']],
    ['example.org secure match=a.example:dot-▮nexthop', 'dot-nexthop', ['here `.example.org`', '`*.example.org`']],
    ['example.org secure match=host▮name', 'hostname', ['forges the MX record']],
    ['[mx.example.org] secure match=host▮name', 'hostname', ['here `mx.example.org`']],
    [
      'example.org secure match=.exa▮mple.net',
      '.example.net',
      ['at any depth', '`*.example.net`', 'not `example.net` itself'],
    ],
    ['example.org secure match=mx.exa▮mple.net', 'mx.example.net', ['this very name']],
    ['example.org secure match=*.exa▮mple.net', '*.example.net', ['this very wildcard', '`.example.net`']],
    ['example.org secure match=hostn▮ames', 'hostnames', ['misspelt']],
    ['example.org fingerprint match=aa:bb|cc:d▮d', 'cc:dd', ['4 hexadecimal digits']],
  ])('%j', (marked, about, parts) => {
    const found = hover(marked);
    expect(found?.about).toBe(about);
    for (const part of parts) expect(found?.markdown).toContain(part);
  });
});

it.each([
  '# com▮ment',
  '▮',
  'example.org may\n▮',
  'example.org nonsense▮',
  'example.org may x▮=y',
  'a.example may  ▮  ciphers=high',
])('tells nothing at %j', (marked) => expect(hover(marked)).toBeNull());

it.each(securityLevels)('knows when %s falls back', (level) => {
  expect(hover(`example.org ▮${level}`)?.markdown).toMatch(/Authenticates: \S.*\n- Falls back: \S/);
});

it.each(attributes.map(({ name }) => name))('knows what %s= holds', (name) => {
  expect(hover(`example.org secure ▮${name}=x`)?.markdown).toMatch(/Holds \S[^]*Levels: `/);
});
