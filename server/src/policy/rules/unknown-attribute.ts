import { attributes } from '../../postfix/attributes';
import { nearest } from '../../text/nearest';
import { t } from '../../text/translate';
import { deferred, isInForce, type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

const names = attributes.map(({ name }) => name);

export const unknownAttribute: PolicyEntryRule = {
  id: 'unknown-attribute',
  scope: 'node',
  title: 'Unknown attribute',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Postfix knows these attributes, in any case:

| Attribute | Since | Meaning |
|---|---|---|
${attributes.map(({ name, since, summary }) => `| \`${name}\` | ${since} | ${summary} |`).join('\n')}

With any other name it logs \`invalid attribute name\` and defers all mail to the destination (4.7.5). There is none for a CA file,
client certificates, ports or key sizes: those are parameters of main.cf or of a transport of its own.`,
  bad: [{ text: 'example.org secure mach=.example.net\n' }, { text: 'example.org encrypt CAfile=/etc/ssl/ca.pem\n' }],
  good: [{ text: 'example.org secure match=.example.net\n' }, { text: 'example.org secure Match=.example.net\n' }],
  check(entry, _document, report) {
    if (!isInForce(entry)) return;
    for (const { kind, span, attribute } of entry.value.problems) {
      if (kind !== 'unknown-attribute' || attribute === undefined) continue;
      const meant = nearest(attribute.name.text.toLowerCase(), names);
      report({
        span,
        message:
          meant === null
            ? t(
                'Postfix knows no attribute {0} ("invalid attribute name"): {1}. Write one of {2}, or delete it.',
                quoted(attribute.name.text),
                deferred(),
                names.slice(0, 7).join(', '),
              )
            : t(
                'Postfix knows no attribute {0} ("invalid attribute name"): {1}. Write {2}?',
                quoted(attribute.name.text),
                deferred(),
                meant,
              ),
        ...rewriteIfKnown(span, meant),
      });
    }
  },
};
