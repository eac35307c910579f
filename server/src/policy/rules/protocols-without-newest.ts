import { t } from '../../text/translate';
import { modernProtocols, protocolLists } from './protocol-list';
import { type PolicyEntryRule, rewrite } from './rule';

export const protocolsWithoutNewest: PolicyEntryRule = {
  id: 'protocols-without-newest',
  scope: 'node',
  title: 'Protocol list without TLS 1.3',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`protocols=TLSv1.2\` means TLS 1.2 alone, and \`!TLSv1.3\` or \`<=TLSv1.2\` switch TLS 1.3 off too. It works today, is weaker than
what both sides can do, and stops working on the day on which the server wants TLS 1.3. A lower bound is enough:
\`protocols=>=TLSv1.2\`.`,
  bad: [{ text: 'example.org secure protocols=TLSv1.2\n' }, { text: 'example.org secure protocols=!TLSv1.3\n' }],
  good: [{ text: 'example.org secure protocols=>=TLSv1.2\n' }],
  check(entry, _document, report, context) {
    for (const { attribute, isValid, newest } of protocolLists(entry)) {
      if (!isValid || newest !== 'TLSv1.2') continue;
      const better = modernProtocols(context);
      const { span } = attribute.value;
      report({
        span,
        message: t(
          'This list switches TLS 1.3 off, which is weaker than what both sides can do and fails once the server wants it. Write protocols={0}.',
          better,
        ),
        fixes: [rewrite(span, better, t('Write protocols={0}', better))],
      });
    }
  },
};
