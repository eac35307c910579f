import { describe, expect, it } from 'vitest';
import { readPlace } from '../language/testing/marked-place';
import { parameterNames } from '../postfix/parameters';
import { hoverMainCf } from './hover';
import { parseMainCf } from './parse';

/** What is told at the cursor, and about which text. */
function hover(marked: string) {
  const { text, offset } = readPlace(marked);
  const found = hoverMainCf(parseMainCf(text.toString()), offset);
  return found && { about: text.slice(found.span.start, found.span.end), markdown: found.markdown };
}

describe('the thing under the cursor', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'smtp_tls_▮ciphers = high',
      'smtp_tls_ciphers',
      ['Default: `medium`', 'Since Postfix 2.6', 'In this file: `high`.'],
    ],
    [
      'level = dane\nsmtp_tls_▮security_level = $level',
      'smtp_tls_security_level',
      ['In this file: `dane`, out of `$level`.', 'from compatibility level 3.11'],
    ],
    [
      '▮smtp_tls_ciphers = high\nsmtp_tls_ciphers =',
      'smtp_tls_ciphers',
      ['In this file: empty', 'Of 2 settings the last one counts.'],
    ],
    ['smtp_use_▮tls = yes', 'smtp_use_tls', ['Postfix 3.9 and newer warn about it', '`smtp_tls_security_level`']],
    ['own▮ = `<b>`', 'own', ['**`own`**', 'In this file: `` `<b>` ``.']],
    ['smtp_tls_▮CAfile = $mydomain', 'smtp_tls_CAfile', ['which this file alone does not tell']],
    ['smtp_tls_security_level = da▮ne', 'dane', ['TLSA records']],
    ['smtp_tls_secure_cert_match = nexthop, Host▮name', 'Hostname', ['a forged MX record passes']],
    ['smtp_tls_mandatory_protocols = >=TLS▮v1.2', '>=TLSv1.2', ['TLS 1.2 and newer']],
    ['level = may\nx = a $le▮vel b', '$level', ['In this file: `may`.']],
    ['x = ${smtp_tls_▮ciphers}', '${smtp_tls_ciphers}', ['This file does not set it.']],
  ])('%j', (marked, about, parts) => {
    const found = hover(marked);
    expect(found?.about).toBe(about);
    for (const part of parts) expect(found?.markdown).toContain(part);
  });
});

it.each(['# smtp_tls_▮ciphers', '▮', 'a = b\n▮', 'myhostname = ▮x', 'a = $unkn▮own'])('tells nothing at %j', (marked) =>
  expect(hover(marked)).toBeNull(),
);

it('knows every parameter', () => {
  for (const name of parameterNames()) {
    expect(hover(`▮${name} = `)?.markdown).toMatch(
      /^\*\*`\w+`\*\*[^]*Default: \S[^]*Since Postfix \d[^]*postconf\.5\.html#\w/,
    );
  }
});
