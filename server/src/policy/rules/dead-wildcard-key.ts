import type { Fix } from '../../language/finding';
import type { Others } from '../../language/rule';
import { foldCase } from '../../text/fold-case';
import { t } from '../../text/translate';
import type { PolicyEntry } from '../document';
import { isHostName } from '../key';
import { type PolicyRelatedRule, quoted } from './rule';

export const deadWildcardKey: PolicyRelatedRule = {
  id: 'dead-wildcard-key',
  scope: 'related',
  title: 'Key with an asterisk never matches',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `In a policy table \`*\` has no meaning. Postfix asks for the next-hop itself (\`mail.example.org\`), then for its parents with
a dot in front (\`.example.org\`, \`.org\`); it never asks for \`*.example.org\`. The line is stored and never found, and the
destinations get whatever \`smtp_tls_security_level\` of main.cf says.

For all sub-domains write \`.example.org\`; the domain itself needs a line of its own. A default for every destination is
\`smtp_tls_security_level\`, not a \`*\` line. In regexp: and pcre: tables an asterisk is an operator, and this rule is silent.

Removing the asterisk makes a dead line work, and so it is never done without a person who asks for it: sub-domains whose
servers do not satisfy the level would have their mail deferred.`,
  bad: [{ text: '*.example.org encrypt\n' }, { text: '* dane\n' }],
  good: [{ text: '.example.org dane\n' }, { text: '/^.*\\.example\\.org$/ dane\n', tableType: 'regexp' }],
  check(entry, others, _document, report) {
    if (entry.key.kind !== 'wildcard' || !isStoredOrBare(entry.dropped)) return;
    report({ span: entry.key.span, ...describe(entry, others) });
  },
};

/** A bare key has a finding of its own, but its writer should hear of the asterisk too. */
function isStoredOrBare(dropped: PolicyEntry['dropped']): boolean {
  return dropped === null || dropped === 'missing-value';
}

function describe({ key }: PolicyEntry, others: Others<PolicyEntry>) {
  const wrong = t(
    'The key {0} never matches: Postfix gives * no meaning here and asks for the next-hop, then for its parents as .parent.',
    quoted(key.text),
  );
  if (key.folded === '*' || key.folded === '*.') {
    return { message: t('{0} A default for all destinations is smtp_tls_security_level in main.cf.', wrong) };
  }
  const parent = key.text.slice(1);
  if (!parent.startsWith('.') || !isHostName(parent.slice(1))) {
    return { message: t('{0} Write each name, or .example.org for all names below one.', wrong) };
  }
  const twin = others.named(foldCase(parent)).find(({ dropped }) => dropped === null);
  if (twin !== undefined) {
    const related = [{ span: twin.key.span, message: t('The entry for {0} that is asked for', parent) }];
    return {
      message: t('{0} The sub-domains already have the entry {1}; delete this line.', wrong, quoted(parent)),
      related,
    };
  }
  return {
    message: t('{0} Write {1} for the sub-domains; the domain itself needs a line of its own.', wrong, quoted(parent)),
    fixes: [writeParent(key.span.start, parent)],
  };
}

function writeParent(start: number, parent: string): Fix {
  return {
    title: t('Write {0}, so that the entry applies to all sub-domains', parent),
    safe: false,
    edits: [{ span: { start, end: start + 1 }, newText: '' }],
  };
}
