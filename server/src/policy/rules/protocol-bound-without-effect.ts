import { t } from '../../text/translate';
import { protocolLists } from './protocol-list';
import { type PolicyEntryRule, quoted } from './rule';

export const protocolBoundWithoutEffect: PolicyEntryRule = {
  id: 'protocol-bound-without-effect',
  scope: 'node',
  title: 'Protocol bound that sets no limit',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `Postfix takes \`>=\` without a name, and a hexadecimal number that no protocol has, for a list that it can read. The first sets no
limit at all; with the second it logs \`error setting minimum TLS version\` at each connection and sets none either. So TLS 1.0 stays
on where its writer believes that it is off. No blank may follow the operator.`,
  bad: [{ text: 'example.org secure protocols=>=\n' }, { text: 'example.org secure protocols=>=12\n' }],
  good: [{ text: 'example.org secure protocols=>=TLSv1.2\n' }, { text: 'example.org secure protocols=>=0303\n' }],
  check(entry, _document, report) {
    for (const { elements } of protocolLists(entry)) {
      for (const { text, span, item } of elements) {
        if ((item.kind !== 'at-least' && item.kind !== 'at-most') || item.protocol !== null) continue;
        const bound = item.kind === 'at-least' ? 'minimum' : 'maximum';
        report({
          span,
          message: item.isNumber
            ? t(
                '{0} is the number of no protocol: Postfix logs "error setting {1} TLS version" and sets no limit. Write >=TLSv1.2.',
                quoted(text),
                bound,
              )
            : t('{0} names no protocol and so sets no limit. Write >=TLSv1.2, without a blank.', quoted(text)),
        });
      }
    }
  },
};
