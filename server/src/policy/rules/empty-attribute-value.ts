import { attributes } from '../../postfix/attributes';
import { t } from '../../text/translate';
import { deferred, isInForce, type PolicyEntryRule } from './rule';

const mayBeEmpty = attributes.filter((attribute) => attribute.mayBeEmpty).map(({ name }) => name);

export const emptyAttributeValue: PolicyEntryRule = {
  id: 'empty-attribute-value',
  scope: 'node',
  title: 'Attribute without a value',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `Only ${mayBeEmpty.map((name) => `\`${name}\``).join(', ')} may be empty (\`exclude=\` clears the exclusions of main.cf). For any other
attribute Postfix logs \`attribute "match" has empty value\` and defers all mail to the destination (4.7.5). An empty value does not
mean the default: delete the attribute for that.`,
  bad: [{ text: 'example.org secure match=\n' }],
  good: [{ text: 'example.org secure\n' }, { text: 'example.org encrypt exclude=\n' }],
  check(entry, _document, report) {
    if (!isInForce(entry)) return;
    for (const { kind, span, attribute } of entry.value.problems) {
      if (kind !== 'empty-attribute-value' || attribute === undefined) continue;
      // `match= x` is told as a blank beside the equals sign.
      const next = entry.value.attributes[entry.value.attributes.indexOf(attribute) + 1];
      if (next?.value === null) continue;
      report({
        span,
        message: t(
          '{0} has no value ("has empty value"): {1}. Write a value, or delete the attribute for the default.',
          attribute.name.text.toLowerCase(),
          deferred(),
        ),
      });
    }
  },
};
