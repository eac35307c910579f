import { describeVersions } from '../../language/postfix-versions';
import { parameterFacts } from '../../postfix/parameters';
import { t } from '../../text/translate';
import { isKnownIn } from '../defaults';
import type { ParameterRule } from './rule';

export const newerParameter: ParameterRule = {
  id: 'newer-parameter',
  scope: 'node',
  title: 'Parameter that is newer than the Postfix that reads it',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `A release that does not know a parameter ignores the line without a word in the log; only \`postconf\` tells of an \`unused
parameter\`. The rule speaks where the releases are stated, by a comment (\`# tls-policy-lint: postfix 3.7\`) or by the setting
\`postfixTlsPolicy.postfixVersion\`.`,
  bad: [{ text: '# tls-policy-lint: postfix 3.7\nsmtp_tlsrpt_enable = yes\n' }],
  good: [
    { text: '# tls-policy-lint: postfix 3.10-\nsmtp_tlsrpt_enable = yes\n' },
    { text: 'smtp_tlsrpt_enable = yes\n' },
    // A patch of 3.7 brought it.
    { text: '# tls-policy-lint: postfix 3.7\ncleanup_replace_stray_cr_lf = yes\n' },
  ],
  check({ name, defect }, _document, report, { postfix }) {
    const facts = defect === null && postfix.stated ? parameterFacts(name.text) : null;
    if (facts?.goneIn !== null || isKnownIn(facts, { ...postfix, to: postfix.from })) return;
    report({
      span: name.span,
      message: t(
        '{0} came with Postfix {1}, and this file is for {2}: the older ones ignore the line without a word in the log.',
        name.text,
        facts.since,
        describeVersions(postfix),
      ),
    });
  },
};
