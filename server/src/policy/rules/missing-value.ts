import { t } from '../../text/translate';
import type { PolicyKey } from '../key';
import { type PolicyEntryRule, quoted } from './rule';
import { readingProblem } from './unreadable-pattern';

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
writes the strongest entry that they satisfy.

A pattern without a result is not left out: Postfix takes an empty result for an error of the table, and defers all mail to the
destinations that the pattern matches.`,
  bad: [{ text: 'example.org\n' }, { text: '/^example\\.org$/\n', tableType: 'regexp' }],
  good: [{ text: 'example.org secure match=.mx.example.org\n' }, { text: 'example.org\n  dane\n' }],
  check(entry, document, report) {
    const { key, dropped } = entry;
    // Without a key a NUL stands first, and that is a finding of its own; so is a pattern that Postfix leaves out.
    if (dropped !== 'missing-value' || key.text === '' || readingProblem(entry, document) !== null) return;
    report({ span: key.span, message: key.kind === 'pattern' ? forPattern(key.text) : forKey(key) });
  },
};

function forKey({ text, nextHop }: PolicyKey): string {
  return nextHop === null
    ? t(
        'No level follows {0}: Postfix leaves the line out ("expected format: key whitespace value"), and mail goes there by a parent\'s entry or smtp_tls_security_level. Write a level.',
        quoted(text),
      )
    : t(
        'No level follows {0}: Postfix leaves the line out ("expected format: key whitespace value"), and mail goes there by a parent\'s entry or smtp_tls_security_level. Write a level, or probe the domain to fill it in.',
        quoted(text),
      );
}

/** A pattern without a result gives an empty one, which is an error of the table for whoever it matches. */
function forPattern(text: string): string {
  return t(
    'No level follows {0} ("no replacement text: using empty string"): Postfix defers all mail to the destinations that it matches (4.7.5). Write a level.',
    quoted(text),
  );
}
