import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phrases } from '../../../test/agreement/phrases';
import { causes, createLogReader, type ExplainedLog } from './explain-log';

function explain(...lines: readonly string[]): ExplainedLog {
  const reader = createLogReader();
  for (const line of lines) reader.add(line);
  return reader.result();
}

const delivery = (said: string, status = 'deferred'): string =>
  `Nov 26 15:00:00 mx postfix/smtp[4711]: 4Xq1: to=<u@Example.org>, relay=mx1.example.net[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=4.7.5, status=${status} (${said})`;
const warning = (said: string): string => `2026-11-26T15:00:00.1+01:00 mx postfix-out/smtp[4711]: warning: ${said}`;
const ofEntry = (said: string): string => warning(`smtp_tls_policy_maps, next-hop destination ".example.org": ${said}`);

describe('a line of a log', () => {
  it.each<[string, string, Record<string, unknown>]>([
    [
      'certificate-not-verified',
      delivery('Server certificate not verified'),
      { destination: 'example.org', host: 'mx1.example.net' },
    ],
    ['mx-insecure', delivery('non DNSSEC destination'), { destination: 'example.org' }],
    ['no-tlsa', delivery('no TLSA records found'), {}],
    ['tlsa-unusable', delivery('TLSA records unusable'), {}],
    ['tlsa-lookup-error', delivery('TLSA lookup error for mx2.example.net:25'), { host: 'mx2.example.net' }],
    ['tls-not-offered', delivery('TLS is required, but was not offered by host mx1.example.net[192.0.2.1]'), {}],
    ['tls-refused', delivery('TLS is required, but host mx1.example.net[192.0.2.1] refused to start TLS: 454 no'), {}],
    ['tls-engine', delivery('TLS is required, but our TLS engine is unavailable'), {}],
    ['handshake-failure', delivery('Cannot start TLS: handshake failure'), {}],
    [
      'invalid-policy',
      delivery('client TLS configuration problem'),
      { destination: 'example.org', mail: { recipient: 'u@Example.org', sender: null } },
    ],
    ['null-mx', delivery('Domain example.org does not accept mail (nullMX)', 'bounced'), {}],
    ['mta-sts-violated', delivery('server mx9.example violates STS policy'), { host: 'mx9.example' }],
    [
      'invalid-policy',
      warning('TLS policy lookup for a.example/mx.a.example: client TLS configuration problem'),
      { destination: 'a.example' },
    ],
    ['unknown-level', ofEntry('invalid security level "securee"'), { key: '.example.org' }],
    ['malformed-attribute', ofEntry(`malformed attribute/value pair "#": missing '=' after attribute name`), {}],
    ['unknown-attribute', ofEntry('invalid attribute name: "mach"'), {}],
    ['repeated-attribute', ofEntry('attribute "ciphers" is specified multiple times'), {}],
    ['empty-attribute', ofEntry('attribute "match" has empty value'), {}],
    ['attribute-not-allowed', ofEntry('attribute "match" invalid at security level "may"'), {}],
    ['ignored-attribute', ofEntry('ignoring attribute "match" with TLS disabled'), {}],
    ['bad-attribute-value', ofEntry('"servername=-x" specifies an invalid hostname'), {}],
    ['policy-lookup-error', ofEntry('policy table lookup error'), {}],
    ['invalid-entry', ofEntry('invalid empty policy'), {}],
    ['dane-disabled', warning('a.example: dane configured with dnssec lookups disabled'), { destination: 'a.example' }],
    [
      'no-fingerprints',
      warning('nexthop domain a.example: configured at fingerprint security level, but with no fingerprints to match.'),
      {},
    ],
    ['dnssec-unavailable', warning('DNSSEC validation may be unavailable'), {}],
    [
      'certificate-names',
      'postfix/smtp[1]: server certificate verification failed for mx1.example.net[192.0.2.1]:25: num=62:hostname mismatch',
      { host: 'mx1.example.net' },
    ],
    [
      'certificate-untrusted',
      'certificate verification failed for mx1.example.net[192.0.2.1]:25: untrusted issuer /CN=x',
      { host: 'mx1.example.net' },
    ],
    [
      'certificate-expired',
      'postfix/smtp[1]: server certificate verification failed for mx1.example.net[192.0.2.1]:25: certificate has expired',
      {},
    ],
    [
      'protocol-list',
      warning('mx1.example.net[192.0.2.1]:25: Invalid TLS protocol list "TLS1.2": aborting TLS session'),
      {},
    ],
    ['cipher-setting', warning('mx1.example.net[192.0.2.1]:25: invalid cipher grade: "best"'), {}],
    [
      'duplicate-key',
      warning('texthash:/etc/postfix/tls_policy, line 3: duplicate entry: "a.example"'),
      { key: 'a.example' },
    ],
    [
      'table-unavailable',
      'error: hash:/etc/postfix/tls_policy is unavailable. open database /etc/postfix/tls_policy.db: No such file',
      {},
    ],
    [
      'stale-index',
      warning('database /etc/postfix/tls_policy.db is older than source file /etc/postfix/tls_policy'),
      {},
    ],
    ['wrappermode', warning('smtp_tls_wrappermode requires "smtp_tls_security_level = encrypt" (or stronger)'), {}],
  ])('is explained as %s: %s', (id, line, expected) => {
    const { explanations } = explain(line);
    expect(explanations).toMatchObject([{ ...expected, count: 1, firstLine: 1 }]);
    expect(explanations[0]?.cause.id).toBe(id);
    expect(explanations[0]?.reason).not.toMatch(/undefined|\{\d\}/);
  });

  it.each([
    delivery('250 2.0.0 Ok: Server certificate not verified', 'sent'),
    'postfix/smtpd[9]: warning: certificate verification failed for client[192.0.2.1]: untrusted issuer',
    'dovecot: imap-login: TLS handshaking failed',
    '',
  ])('needs no explanation: %s', (line) => {
    expect(explain(line)).toMatchObject({ explanations: [], otherFailures: 0 });
  });
});

/** What explain-log makes of a line, and the line. */
const recorded = readFileSync(join(import.meta.dirname, 'testing/postfix-3.7.log.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [string, string]);

it.each(recorded)('says %s of what Postfix 3.7 logged: %s', (id, line) => {
  const { explanations, unexplained } = explain(line);
  expect(unexplained).toEqual([]);
  expect(explanations.map(({ cause }) => cause.id)).toEqual(id === '-' ? [] : [id]);
  for (const { reason, fix } of explanations) expect(`${reason} ${fix}`).not.toMatch(/undefined|\{\d\}|: $/);
});

it('says which complaints about TLS it does not know, those that differ in numbers once', () => {
  const unknown = ['TLS engine lost in space 17', 'TLS engine lost in space 18', 'certificate is sad'].map(warning);
  expect(explain(...unknown, warning('disk is full'), 'postfix/smtp[1]: certificate is glad').unexplained).toEqual([
    { firstLine: 1, count: 2, text: unknown[0] },
    { firstLine: 3, count: 1, text: unknown[2] },
  ]);
  const many = Array.from({ length: 2_000 }, (_, at) => warning(`TLS ${String.fromCodePoint(0x4e00 + at)}`));
  expect(explain(...many).unexplained).toHaveLength(50);
});

it('tells what is said often once, with how often and where', () => {
  const other = delivery('host mx1.example.net said: 451 try later');
  const found = explain('', delivery('non DNSSEC destination'), other, delivery('non DNSSEC destination'));
  expect(found).toMatchObject({ lines: 4, otherFailures: 1, more: 0 });
  expect(found.explanations).toMatchObject([{ count: 2, firstLine: 2, lastLine: 4 }]);
});

it('keeps to a bounded number of explanations', () => {
  const lines = Array.from({ length: 2_100 }, (_, index) =>
    delivery('non DNSSEC destination').replace('Example', `e${index}`),
  );
  expect(explain(...lines)).toMatchObject({ more: 100, lines: 2_100 });
});

it.each(
  Object.entries(phrases).filter(
    ([id]) => !['address-lookup-error', 'mx-lookup-error', 'no-such-domain', 'no-address'].includes(id),
  ),
)('knows what Postfix says for %s', (_, { text }) => {
  const said =
    text.source
      .split('|')[0]
      ?.replace(/\\S\+/g, 'mx.example')
      .replace(/\\([().])/g, '$1') ?? '';
  expect(causes.some(({ pattern }) => pattern.test(said))).toBe(true);
});

it('bears any text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2_000 }), (text) => {
      expect(explain(text, warning(text), delivery(text)).lines).toBe(3);
    }),
  );
  const hostile = ['a', 'to=<', 'a/', 'a:', 'certificate verification failed for a', 'ignoring ', '[1]: ', 'x, line 1'];
  for (const text of hostile) explain(text.repeat(100_000), `postfix/smtp[1]: ${text.repeat(100_000)}`);
});
