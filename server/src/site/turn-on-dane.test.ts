import { describe, expect, it } from 'vitest';
import { assumedVersions } from '../language/postfix-versions';
import { parseMainCf } from '../maincf/parse';
import { setParameters } from '../maincf/set-parameters';
import { daneSettings } from '../maincf/turn-on-dane';
import { globalLevel, whyNoDane } from './client-level';
import { clientsOf } from './site';

function applied(text: string): string | null {
  const document = parseMainCf(text);
  const settings = daneSettings(document);
  const edits = settings && setParameters(document, settings);
  if (edits === null) return null;
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((whole, { span, newText }) => whole.slice(0, span.start) + newText + whole.slice(span.end), text);
}

describe('turning DANE on', () => {
  it.each([
    ['', 'smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\n'],
    [
      'smtp_tls_security_level = may\nmydomain = a.example\n',
      'smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\nmydomain = a.example\n',
    ],
    [
      'smtp_tls_security_level =\nsmtp_host_lookup = native\nignore_mx_lookup_error = yes\nsmtp_dns_resolver_options = res_dnsrch\n',
      'smtp_tls_security_level = dane\nsmtp_host_lookup = dns, native\nsmtp_dns_support_level = dnssec\nignore_mx_lookup_error = no\nsmtp_dns_resolver_options = \n',
    ],
    [
      'smtp_use_tls = yes\r\n',
      'smtp_use_tls = yes\r\nsmtp_tls_security_level = dane\r\nsmtp_dns_support_level = dnssec\r\n',
    ],
  ])('of %j sets all that it takes', (before, after) => {
    const found = applied(before);
    expect(found?.split(/\r?\n/).sort()).toEqual(after.split(/\r?\n/).sort());
    const document = parseMainCf(found ?? '');
    const [client] = clientsOf(document, null, assumedVersions, { folder: '/etc/postfix', root: null });
    expect(client && globalLevel(client)).toBe('dane');
    expect(client && whyNoDane(client)).toBeNull();
    expect(daneSettings(document)).toEqual([]);
  });

  it.each([
    'smtp_tls_security_level = encrypt\n',
    'smtp_tls_security_level = dane-only\n',
    'smtp_enforce_tls = yes\n',
    'smtp_tls_security_level = $process_id\n',
    'smtp_tls_security_level = {{ level }}\n',
    'smtp_dns_support_level = {{ support }}\n',
  ])('of %j is not offered', (text) => {
    expect(applied(text)).toBeNull();
  });
});
