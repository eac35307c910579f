import { t } from '../../text/translate';
import { soundAttributes } from './attribute';
import type { PolicyEntryRule } from './rule';

export const unenforcedPolicyFailure: PolicyEntryRule = {
  id: 'unenforced-policy-failure',
  scope: 'node',
  title: 'Policy failure that connection reuse undoes',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`policy_failure=\` makes every certificate fail, because the policy of the domain could not be had. With \`connection_reuse=yes\` the
handshake is done by tlsproxy(8), which is not told of it: the certificate is judged as usual, and mail goes out that was to wait. Write
\`connection_reuse=no\`, or delete the attribute.`,
  bad: [
    {
      text: '# tls-policy-lint: postfix 3.10-\nexample.org secure policy_type=sts policy_failure=sts-policy-invalid connection_reuse=yes\n',
      untried: 'needs Postfix 3.10',
    },
  ],
  good: [
    {
      text: '# tls-policy-lint: postfix 3.10-\nexample.org secure policy_type=sts policy_failure=sts-policy-invalid\n',
      untried: 'needs Postfix 3.10',
    },
  ],
  check(entry, _document, report) {
    // Of several the last one counts.
    const reuse = soundAttributes(entry, 'connection_reuse').at(-1);
    if (reuse?.value.text.toLowerCase() !== 'yes' || soundAttributes(entry, 'policy_failure').length === 0) return;
    report({
      span: reuse.token.span,
      message: t(
        'With connection_reuse=yes the policy_failure is not enforced: tlsproxy(8) is not told of it, and mail goes out that was to wait. Write connection_reuse=no.',
      ),
      fixes: [
        {
          title: t('Write connection_reuse=no'),
          safe: false,
          edits: [{ span: reuse.value.span, newText: 'no' }],
        },
      ],
    });
  },
};
