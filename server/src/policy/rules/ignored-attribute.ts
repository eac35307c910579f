import { t } from '../../text/translate';
import { isInForce, type PolicyEntryRule, quoted } from './rule';

export const ignoredAttribute: PolicyEntryRule = {
  id: 'ignored-attribute',
  scope: 'node',
  title: 'Attribute at level none',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `At level \`none\` there is no TLS, and so no attribute has an effect: Postfix logs \`ignoring attribute "match" with TLS
disabled\` and sends the mail in the clear. Who wrote attributes wanted a protected connection: write the level that was meant,
or delete the attributes.`,
  bad: [{ text: 'example.org none match=.example.net\n' }],
  good: [{ text: 'example.org secure match=.example.net\n' }],
  check(entry, _document, report) {
    if (!isInForce(entry)) return;
    for (const { kind, span, attribute } of entry.value.problems) {
      if (kind !== 'ignored-attribute' || attribute === undefined) continue;
      report({
        span,
        message: t(
          'Level none means no TLS: Postfix ignores {0} with a warning and sends the mail in the clear. Write the level that was meant, or delete the attribute.',
          quoted(attribute.token.text),
        ),
      });
    }
  },
};
