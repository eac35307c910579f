import { describe, expect, it } from 'vitest';
import { policyLanguage } from '../language';

/** What looks like a mistake and is none. */
const silent: readonly (readonly [string, string, string | null])[] = [
  [
    'a port in a key',
    'example.org:25 dane\n[mail.example.org]:587 secure\n[mail.example.org]:submission secure\n',
    null,
  ],
  ['an equals sign in a value', 'example.org secure protocols=>=TLSv1.2\n', null],
  ['bounds on both sides', 'example.org secure protocols=>=TLSv1.2:<=TLSv1.3\n', null],
  [
    'capitals in protocol names',
    'example.org secure protocols=>=TLSV1.2\nexample.net secure protocols=tlsv1.2:TLSV1.3\n',
    null,
  ],
  ['capitals in levels, names of attributes and words', 'example.org SECURE MATCH=NextHop CIPHERS=High\n', null],
  ['capitals in keys', 'Example.ORG dane\n', null],
  ['patterns of a regexp table', '/^example\\.org$/ dane\n/\\.example\\.org$/ secure match=.example.net\n', 'regexp'],
  ['patterns of a pcre table', '/^(?:.*\\.)?example\\.org$/ dane\n', 'pcre'],
  ['patterns of an unnamed table', '/^example\\.org$/ dane\n', null],
  ['a substitution', '/^(.*)\\.example\\.org$/ secure match=mx.${1}.example\n', 'pcre'],
  ['an if block', 'if /\\.org$/\n/^example\\.org$/ dane\nendif\n', 'regexp'],
  ['a domain alone, and what is below another one', 'example.org dane\n.example.net dane\n', null],
  ['a top-level domain', '.de dane\n', null],
  [
    'braces in a value',
    '# tls-policy-lint: postfix 3.10-\nexample.org secure policy_type=sts { policy_string = mode: {enforce} }\n',
    null,
  ],
  [
    'quotes in braces',
    '# tls-policy-lint: postfix 3.10-\nexample.org secure policy_type=sts { policy_string = "{x}" }\n',
    null,
  ],
  ['separators that Postfix skips', 'example.org ,secure , match=mx.example.net,\n', null],
  ['an attribute that may be repeated', 'example.org secure match=a.example match=.b.example\n', null],
  ['an attribute that may be empty', 'example.org secure exclude=\n', null],
  ['a name with an underscore', '_smtp.example.org dane\n', null],
  ['a name of digits and letters', '1a.2b.example dane\n', null],
  ['a host of the own network', 'mailhost secure\n', null],
  ['an IPv4 address in brackets', '[192.0.2.1]:25 encrypt\n', null],
  ['a socket of LMTP', '/var/run/dovecot/lmtp secure\n', 'hash'],
  ['a value on the next line', 'example.org\n    secure\n    # why\n    match=mx.example.net\n', null],
  ['CRLF', 'example.org dane\r\n', null],
  ['no final line break', 'example.org dane', null],
  ['an empty file', '', null],
  ['comments alone', '# example.org may # x\n  # indented\n', null],
  ['a weak digest that is none', `# fingerprint match=${'00'.repeat(16)}\nexample.org dane\n`, null],
];

/** Entries that only these rules may speak of, whose levels are their matter. */
const aboutLevels = /^(?:unsafe-level-|weaker-than-parent)/;

describe('the rules for policy tables are silent', () => {
  it.each(silent)('on %s', (_, text, tableType) => {
    const found = policyLanguage.check(policyLanguage.parse(text, { tableType }));
    expect(
      found.filter(({ rule }) => !aboutLevels.test(rule)).map(({ rule, message }) => `${rule}: ${message}`),
    ).toEqual([]);
  });
});

it('a pattern behind those for everything that Postfix skips is not dead', () => {
  const text = '/./Q encrypt\n/./ secure match=$2\n. encrypt\n/^example\\.org$/ dane\n';
  const found = policyLanguage.check(policyLanguage.parse(text, { tableType: 'pcre' }));
  expect(found.map(({ rule }) => rule)).not.toContain('dead-pattern');
});
