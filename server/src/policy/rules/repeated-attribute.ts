import { attributeFacts, attributes } from '../../postfix/attributes';
import { t } from '../../text/translate';
import { deferred, isInForce, type PolicyEntryRule } from './rule';

const once = attributes.filter(({ repeat }) => repeat === 'error').map(({ name }) => name);

export const repeatedAttribute: PolicyEntryRule = {
  id: 'repeated-attribute',
  scope: 'node',
  title: 'Attribute given twice',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `These attributes may stand only once in a value: ${once.map((name) => `\`${name}\``).join(', ')}. A second one is logged as
\`attribute "protocols" is specified multiple times\`, and all mail to the destination is deferred (4.7.5). \`match\` and \`tafile\` may
be repeated: the lists are joined.`,
  bad: [{ text: 'example.org encrypt protocols=>=TLSv1.2 protocols=>=TLSv1.3\n' }],
  good: [
    { text: 'example.org secure match=a.example match=b.example\n' },
    { text: 'example.org encrypt protocols=>=TLSv1.2:<=TLSv1.3\n' },
  ],
  check(entry, _document, report) {
    if (!isInForce(entry)) return;
    for (const { kind, span, attribute } of entry.value.problems) {
      const facts = attribute === undefined ? undefined : attributeFacts(attribute.name.text);
      if (kind !== 'repeated-attribute' || facts === undefined) continue;
      const first = entry.value.attributes.find(({ name }) => name.text.toLowerCase() === facts.name);
      report({
        span,
        message: t(
          '{0} stands twice ("specified multiple times"): {1}. Keep the one that is meant.',
          facts.name,
          deferred(),
        ),
        ...(first === undefined
          ? {}
          : { related: [{ span: first.token.span, message: t('The first {0}', facts.name) }] }),
      });
    }
  },
};
