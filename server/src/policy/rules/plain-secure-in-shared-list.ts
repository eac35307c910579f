import { t } from '../../text/translate';
import { isInForce, type PolicyEntryRule } from './rule';

export const plainSecureInSharedList: PolicyEntryRule = {
  id: 'plain-secure-in-shared-list',
  scope: 'node',
  title: 'Level secure without names in a list that others take over',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Without \`match=\` the names are those of \`smtp_tls_secure_cert_match\` in the main.cf of each consumer: \`nexthop, dot-nexthop\` by
default, but somebody may have \`hostname\` there, which a forged MX record passes, or \`nexthop\` alone, with which mail waits. Write the
default into the entry, \`match=nexthop:dot-nexthop\`, and it means the same everywhere.

The rule speaks only where the list is known to be shared: \`"consumers"\` in \`.postfix-tls-policy.json\`, or a comment
\`# tls-policy-lint: consumers any\`.`,
  bad: [{ text: '# tls-policy-lint: consumers any\nexample.org secure\n' }],
  good: [
    { text: '# tls-policy-lint: consumers any\nexample.org secure match=nexthop:dot-nexthop\n' },
    { text: 'example.org secure\n' },
  ],
  check(entry, _document, report, { consumers }) {
    const { level, value, attributes } = entry.value;
    if (consumers === null || value?.level !== 'secure' || level === null || !isInForce(entry)) return;
    if (attributes.some(({ name }) => name.text.toLowerCase() === 'match')) return;
    report({
      span: level.span,
      message: t(
        'Without match= the names are those of smtp_tls_secure_cert_match in the main.cf of each consumer of this list. Write match=nexthop:dot-nexthop, the default, so that it means the same everywhere.',
      ),
      fixes: [
        {
          title: t('Add match=nexthop:dot-nexthop'),
          safe: false,
          edits: [{ span: { start: level.span.end, end: level.span.end }, newText: ' match=nexthop:dot-nexthop' }],
        },
      ],
    });
  },
};
