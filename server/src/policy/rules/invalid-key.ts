import { t } from '../../text/translate';
import { keyDefect, neverFound } from './key-defect';
import { type PolicyEntryRule, quoted } from './rule';

export const invalidKey: PolicyEntryRule = {
  id: 'invalid-key',
  scope: 'node',
  title: 'Key that is no next-hop',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `A next-hop is a domain, \`domain:port\`, \`[host]\` or \`[host]:port\`. Its labels have 1 to 63 letters, digits, hyphens or underscores and
neither begin nor end with a hyphen; a name has 255 characters at most; digits and dots alone are an IPv4 address. Mail with another
next-hop can't be delivered at all, so the entry is stored and never found. The destination that was meant gets whatever another entry or
\`smtp_tls_security_level\` of main.cf says. Look for a stray character, two dots in a row, or a missing bracket.

Keys that begin with a slash are silent: for LMTP the next-hop can be the path of a socket.`,
  bad: [
    { text: 'example..org secure\n' },
    { text: '-example.org secure\n' },
    { text: '<example.org> secure\n' },
    { text: '[mail.example.org secure\n' },
    { text: '192.0.2.256 encrypt\n' },
  ],
  good: [{ text: '_x.example.org secure\n' }, { text: '[mail.example.org]:submission secure\n' }],
  check(entry, _document, report) {
    if (keyDefect(entry) !== 'invalid-name') return;
    report({
      span: entry.key.span,
      message: t(
        '{0} is no next-hop (a domain, domain:port, [host] or [host]:port): {1}. Correct the name.',
        quoted(entry.key.text),
        neverFound(),
      ),
    });
  },
};
