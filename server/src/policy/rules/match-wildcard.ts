import { t } from '../../text/translate';
import { canNeverMatch, matchElements } from './match-element';
import { type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

export const matchWildcard: PolicyEntryRule = {
  id: 'match-wildcard',
  scope: 'node',
  title: 'Asterisk in match',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `An asterisk is no pattern in \`match=\`: \`match=*.example.net\` accepts only a certificate that carries this very wildcard, and not one
for \`mx.example.net\`. Where the provider changes from one to the other, mail is deferred (\`Server certificate not verified\`, 4.7.5).
\`match=.example.net\` accepts both, and every name below \`example.net\`: it is the wider one, so look at it before you take it.

An asterisk elsewhere (\`mx*.example.net\`) can match nothing; that is an error where no other name remains.`,
  bad: [
    { text: 'example.org secure match=*.example.net\n', untried: 'delivered if the certificate carries the wildcard' },
    { text: 'example.org secure match=mx*.example.net\n' },
  ],
  good: [{ text: 'example.org secure match=.example.net\n' }],
  check(entry, _document, report) {
    const elements = matchElements(entry);
    const isFatal = canNeverMatch(elements);
    for (const element of elements) {
      const { text, span } = element;
      if (element.kind === 'wildcard') {
        const suffix = text.slice(1);
        report({
          span,
          message: t(
            '{0} accepts only a certificate with this very wildcard; with any other name the mail is deferred ("Server certificate not verified"). Write {1} for all names below.',
            quoted(text),
            suffix,
          ),
          ...rewriteIfKnown(span, suffix),
        });
      } else if (element.kind === 'never' && element.because === 'wildcard') {
        report({
          span,
          severity: isFatal ? 'error' : 'warning',
          message: isFatal
            ? t(
                '{0} can match no certificate, because * is no pattern here: Postfix defers all mail to this destination (4.7.5, "Server certificate not verified"). Write each name, or .example.net for all names below one.',
                quoted(text),
              )
            : t(
                '{0} can match no certificate, because * is no pattern here. Write each name, or .example.net for all names below one.',
                quoted(text),
              ),
        });
      }
    }
  },
};
