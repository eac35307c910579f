import { t } from '../../text/translate';
import { deferred, isInForce, type PolicyEntryRule } from './rule';

export const missingPolicyType: PolicyEntryRule = {
  id: 'missing-policy-type',
  scope: 'node',
  title: 'Attribute for TLSRPT without policy_type',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `\`policy_ttl\`, \`policy_domain\`, \`policy_string\`, \`policy_failure\` and \`mx_host_pattern\` describe a policy that a plugin found,
most often one of MTA-STS, for the reports of TLSRPT. Without \`policy_type=sts\` or \`policy_type=no-policy-found\` Postfix logs
\`built-in policy has unexpected attribute\` and defers all mail to the destination (4.7.5). Such attributes come from plugins; in a table
that people write they are seldom of use.`,
  bad: [
    {
      text: '# tls-policy-lint: postfix 3.10-\nexample.org secure match=hostname mx_host_pattern=mx.example.net\n',
      untried: 'needs Postfix 3.10',
    },
  ],
  good: [
    {
      text: '# tls-policy-lint: postfix 3.10-\nexample.org secure match=hostname policy_type=sts mx_host_pattern=mx.example.net\n',
      untried: 'needs Postfix 3.10',
    },
  ],
  check(entry, _document, report) {
    if (!isInForce(entry)) return;
    for (const { kind, span, attribute } of entry.value.problems) {
      if (kind !== 'missing-policy-type' || attribute === undefined) continue;
      report({
        span,
        message: t(
          '{0} needs policy_type beside it ("built-in policy has unexpected attribute"): {1}. Write policy_type=sts too, or delete the attribute.',
          attribute.name.text.toLowerCase(),
          deferred(),
        ),
      });
    }
  },
};
