import { expect, it } from 'vitest';
import { applyEdits } from '../text/span';
import { checkExampleSite, parseExampleSite } from './example-site';

const mainCf = '==> main.cf <==\nsmtp_tls_security_level = may\nsmtpd_tls_cert_file = /a\n==> master.cf <==\n';
const ofSettings = /protocol-list|cipher-grade|-level|-dnssec|obsolete|invalid-|wrappermode|no-trust/;

/** The findings about settings, each with its words, and the text after its first fix. */
function found(masterCf: string, version = '3.7'): readonly string[] {
  const comment = `# tls-policy-lint: postfix ${version}\n`;
  const text = mainCf.replace('\n', `\n${comment}`) + masterCf;
  return checkExampleSite(parseExampleSite(text), { severities: {} })
    .filter(({ rule }) => ofSettings.test(rule))
    .map(({ path, rule, span, fixes }) => {
      const [fix] = fixes ?? [];
      const after =
        fix === undefined
          ? ''
          : ` -> ${applyEdits(text, fix.edits)
              .slice(mainCf.length + comment.length)
              .trim()}`;
      return `${path.split('/').at(-1)} ${rule}: ${text.slice(span.start, span.end)}${after}`;
    });
}

it.each<[string, readonly string[]]>([
  [
    'smtp unix - - n - - smtp -o smtp_tls_ciphers=strong\n',
    ['master.cf cipher-grade: strong -> smtp unix - - n - - smtp -o smtp_tls_ciphers=medium'],
  ],
  [
    'smtp unix - - n - - smtp -o smtp_tls_protocols=TLSv1.0\n',
    ['master.cf protocol-list: TLSv1.0 -> smtp unix - - n - - smtp -o smtp_tls_protocols=>=TLSv1.2'],
  ],
  [
    'smtp unix - - n - - smtp\n  -o { smtp_tls_security_level = dan }\n',
    ['master.cf invalid-security-level: dan -> smtp unix - - n - - smtp\n  -o { smtp_tls_security_level = dane }'],
  ],
  ['smtp unix - - n - - smtp -o smtp_tls_security_level=dane\n', ['master.cf dane-without-dnssec: dane']],
  ['smtp unix - - n - - smtp -o smtp_tls_security_level=dane -o smtp_dns_support_level=dnssec\n', []],
  // By the level of main.cf.
  ['smtp unix - - n - - smtp -o smtp_tls_wrappermode=yes\n', ['master.cf wrappermode-below-encrypt: yes']],
  ['smtp unix - - n - - smtp -o smtp_tls_wrappermode=yes -o smtp_tls_security_level=encrypt\n', []],
  [
    'submission inet n - n - - smtpd -o smtpd_tls_wrappermode=true\n',
    ['master.cf invalid-parameter-value: true -> submission inet n - n - - smtpd -o smtpd_tls_wrappermode=yes'],
  ],
  ['submission inet n - n - - smtpd -o smtpd_tls_security_level=encrypt\n', []],
  // Nobody reads it there, which another rule tells.
  ['submission inet n - n - - smtpd -o smtp_tls_security_level=dan\n', []],
  ['smtp unix - - n - - smtp -o smtp_tls_security_level={{ level }}\n', []],
  [
    '# tls-policy-lint: disable-next-line cipher-grade -- ticket 4711\nsmtp unix - - n - - smtp -o smtp_tls_ciphers=low\n',
    [],
  ],
])('of %j are told in master.cf: %j', (masterCf, expected) => {
  expect(found(masterCf)).toEqual(expected);
});

it('write values with blanks into braces alone', () => {
  const option = '-o smtp_tls_mandatory_protocols=TLSv1';
  const inBraces = '-o { smtp_tls_mandatory_protocols = TLSv1 }';
  const fixed = (text: string): boolean =>
    found(`smtp unix - - n - - smtp ${text}\n`, '3.5').every((each) => each.includes(' -> '));
  expect([fixed(option), fixed(inBraces)]).toEqual([false, true]);
});
