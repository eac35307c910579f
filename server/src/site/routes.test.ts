import { describe, expect, it } from 'vitest';
import { checkExampleSite, parseExampleSite } from './example-site';

/** The keys of the policy table that are called unreachable. */
function unreachable(mainCf: string, transport: string, keys: readonly string[]): readonly string[] {
  const policy = keys.map((key) => `${key} encrypt\n`).join('');
  const text = `==> main.cf <==\nsmtp_tls_policy_maps = texthash:/etc/postfix/tls_policy\n${mainCf}==> transport <==\n${transport}==> tls_policy <==\n${policy}`;
  return checkExampleSite(parseExampleSite(text), { severities: {} })
    .filter(({ rule, path }) => rule === 'unreachable-key' && path.endsWith('/tls_policy'))
    .map(({ span }) => text.slice(span.start, span.end));
}

const transportMaps = 'transport_maps = texthash:/etc/postfix/transport\n';
const keys = ['[mx.example.net]:587', '[mx.example.net]', 'example.org'];

describe('next-hops of tables that route mail', () => {
  it.each([
    ['a relay for a domain', transportMaps, 'example.org smtp:[mx.example.net]:587\n', ['[mx.example.net]']],
    ['no transport', transportMaps, 'example.org :[mx.example.net]:587\n', ['[mx.example.net]']],
    ['two relays', transportMaps, 'a.example smtp:[mx.example.net], [mx.example.net]:587\n', []],
    ['what is delivered here', transportMaps, 'example.org local:\n', ['[mx.example.net]:587', '[mx.example.net]']],
    [
      'a client of its own',
      transportMaps,
      'a.example slow:[mx.example.net]\n',
      ['[mx.example.net]:587', '[mx.example.net]'],
    ],
    [
      'another relay of one host, all mail else to a relay',
      `${transportMaps}relayhost = [relay.example.net]\n`,
      'a.example smtp:[mx.example.net]\n',
      ['[mx.example.net]:587'],
    ],
    [
      'a table in braces',
      'transport_maps = inline:{{a.example = smtp:[mx.example.net]}}\n',
      '',
      ['[mx.example.net]:587'],
    ],
    [
      'relays by sender',
      'sender_dependent_relayhost_maps = texthash:/etc/postfix/transport\n',
      'u@a.example [mx.example.net]\nv@a.example DUNNO\n',
      ['[mx.example.net]:587'],
    ],
    [
      'a pattern with a fixed next-hop',
      'transport_maps = regexp:/etc/postfix/transport\n',
      '/^u@/ smtp:[mx.example.net]\n',
      ['[mx.example.net]:587'],
    ],
    [
      'a pattern that makes the next-hop',
      'transport_maps = regexp:/etc/postfix/transport\n',
      '/@(.*)$/ smtp:[mx.$1]\n',
      [],
    ],
    ['a table that Postfix alone asks', 'transport_maps = ldap:/etc/postfix/transport\n', '', []],
    ['a table that is not there', 'transport_maps = texthash:/etc/postfix/gone\n', '', []],
  ])('%s', (_, mainCf, transport, expected) => {
    expect(unreachable(mainCf, transport, keys)).toEqual(expected);
  });

  it.each([
    ['example.org smtp:\n', 0],
    ['* smtp:\n', 0],
    ['other.example smtp:\n', 1],
  ])('%j with a relay for all else leaves %i lists without effect', (transport, count) => {
    const text = `==> main.cf <==\nrelayhost = [relay.example.net]\n${transportMaps}smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy\n==> transport <==\n${transport}==> tls_policy <==\nexample.org encrypt\n`;
    const found = checkExampleSite(parseExampleSite(text), { severities: {} });
    expect(found.filter(({ rule, path }) => rule === 'unreachable-key' && path.endsWith('/main.cf'))).toHaveLength(
      count,
    );
  });
});
