import { describe, expect, it } from 'vitest';
import { afterTaking, readPlace } from '../language/testing/marked-place';
import { levelsAsOffered } from '../postfix/levels';
import { parameterFacts, parameterNames } from '../postfix/parameters';
import { completeMainCf } from './complete';
import { parseMainCf } from './parse';

function complete(marked: string) {
  const place = readPlace(marked);
  const completions = completeMainCf(parseMainCf(place.text.toString()), place);
  return { place, completions, labels: completions.map(({ label }) => label) };
}

const current = parameterNames().filter((name) => {
  const facts = parameterFacts(name);
  return facts?.warnedIn === null && facts.goneIn === null;
});

describe('the names of parameters', () => {
  it.each(['▮', 'smtp▮', 'a = b\n▮', 'a = b\nsmtp▮\nc = d', '▮smtp_tls_ciphers = high', '▮\na = b'])(
    'at %j',
    (marked) => {
      expect(complete(marked).labels).toHaveLength(current.length);
      expect(new Set(complete(marked).labels)).toEqual(new Set(current));
    },
  );

  it('put those behind that the file sets', () => {
    const { labels } = complete('smtp_tls_security_level = may\n▮');
    expect(labels.at(-1)).toBe('smtp_tls_security_level');
    expect(labels[0]).not.toBe('smtp_tls_security_level');
  });

  it.each<[string, string]>([
    ['smtpd_tls_cert_file = x\n▮', 'smtpd_tls_CAfile'],
    ['smtp_tls_ciphers = high\n▮', 'smtp_tls_CAfile'],
  ])('put those first that belong to the line above: %j', (marked, first) => {
    const { labels } = complete(marked);
    expect(labels[0]).toBe(first);
    expect(labels.indexOf('smtp_tls_security_level')).toBeLessThan(labels.indexOf('alias_maps'));
  });
});

describe('values', () => {
  it.each<[string, readonly string[]]>([
    ['smtp_tls_security_level = ▮', levelsAsOffered],
    ['smtp_tls_security_level =▮', levelsAsOffered],
    ['smtp_tls_security_level = da▮', levelsAsOffered],
    ['smtp_tls_security_level =\n  ▮', levelsAsOffered],
    ['smtp_tls_security_level = may ▮', []],
    ['smtpd_tls_security_level = ▮', ['encrypt', 'may', 'none']],
    ['smtp_dns_support_level = ▮', ['enabled', 'dnssec', 'disabled']],
    ['smtp_tls_connection_reuse = ▮', ['yes', 'no']],
    ['smtp_tls_mandatory_ciphers = ▮', ['high', 'medium']],
    ['smtp_tls_fingerprint_digest = ▮', ['sha256', 'sha384', 'sha512']],
    ['smtp_host_lookup = dns, ▮', ['dns', 'native']],
    ['smtp_tls_secure_cert_match = nexthop, ▮', ['nexthop', 'dot-nexthop', 'hostname']],
    ['smtp_tls_servername = ▮', ['hostname', 'nexthop']],
    ['smtp_tls_policy_maps = ▮', ['texthash:', 'hash:', 'btree:', 'lmdb:', 'cdb:', 'regexp:', 'pcre:']],
    ['myhostname = ▮', []],
    ['smtp_tls_security_level ▮', []],
    ['# smtp_tls_security_level = ▮', []],
    ['a = b\n  # smtp_tls_security_level = ▮\n  c', []],
    ['  ▮', []],
  ])('%j', (marked, expected) => expect(complete(marked).labels).toEqual(expected));
});

it.each(['x = y\na = $▮', 'x = y\na = b,${x▮}', 'x = y\na = b\n  $(▮'])('names behind a dollar in %j', (marked) => {
  expect(complete(marked).labels).toEqual(expect.arrayContaining(['x', 'smtp_tls_policy_maps']));
});

describe('what taking it makes of the text', () => {
  it.each<[string, string, string]>([
    ['smtp_tls_sec▮', 'smtp_tls_security_level', 'smtp_tls_security_level = '],
    ['a = b\n▮\nc = d', 'smtp_tls_CAfile', 'a = b\nsmtp_tls_CAfile = \nc = d'],
    ['smtp_tls_▮x = may', 'smtp_tls_ciphers', 'smtp_tls_ciphers = may'],
    ['smtp_tls_security_level=▮', 'dane', 'smtp_tls_security_level=dane'],
    ['smtp_tls_security_level = m▮ay', 'dane', 'smtp_tls_security_level = dane'],
    ['smtp_tls_secure_cert_match = nexthop, dot▮', 'dot-nexthop', 'smtp_tls_secure_cert_match = nexthop, dot-nexthop'],
    ['x = y\na = b,${▮z}', 'x', 'x = y\na = b,${x}'],
  ])('%j, %s', (marked, label, expected) => {
    const { place, completions } = complete(marked);
    expect(afterTaking(place, completions, label)).toBe(expected);
  });
});
