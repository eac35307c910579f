import { type PolicyEntryRule, quoted } from './rule';

export const missingValue: PolicyEntryRule = {
  id: 'missing-value',
  scope: 'node',
  title: 'Key without a level',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `A line needs a key, whitespace and a value. \`postmap\` says \`expected format: key whitespace value\` and leaves the line
out; its exit status stays 0. The destination then gets whatever a parent entry or \`smtp_tls_security_level\` of main.cf says,
often \`may\`: mail that was meant to be protected goes out unauthenticated, or in the clear.

Write a level behind the key. In the editor, the action *Probe and insert its entry* looks at the domain's MX hosts and
writes the strongest entry that they satisfy.`,
  bad: [{ text: 'example.org\n' }],
  good: [{ text: 'example.org secure match=.mx.example.org\n' }, { text: 'example.org\n  dane\n' }],
  check({ key, dropped }, _document, report) {
    // Without a key a NUL stands first, and that is a finding of its own.
    if (dropped !== 'missing-value' || key.text === '') return;
    const probe = key.nextHop === null ? '' : ', or probe the domain to fill it in';
    report({
      span: key.span,
      message: `No level follows ${quoted(key.text)}: Postfix leaves the line out ("expected format: key whitespace value"), and mail goes there by a parent's entry or smtp_tls_security_level. Write a level${probe}.`,
    });
  },
};
