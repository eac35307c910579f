import { attributeFacts, attributes } from '../../postfix/attributes';
import { nearest } from '../../text/nearest';
import { handshakeFails } from './attribute';
import { deferred, isInForce, type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

const withWords = attributes.flatMap(({ name, value }) =>
  value.kind === 'words' ? [{ name, words: value.words }] : [],
);

export const invalidAttributeValue: PolicyEntryRule = {
  id: 'invalid-attribute-value',
  scope: 'node',
  title: 'Word that the attribute does not know',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `These attributes take one of a few words:

| Attribute | Words |
|---|---|
${withWords.map(({ name, words }) => `| \`${name}\` | ${words.map((word) => `\`${word}\``).join(', ')} |`).join('\n')}

A wrong word for \`ciphers\` shows at the handshake only: \`invalid cipher grade\`, then \`Cannot start TLS: handshake failure\`. Mail is
deferred, and at level \`may\` it goes out in the clear after a delay. A wrong word for the others defers all mail to the destination
(4.7.5). \`true\` and \`1\` do not mean \`yes\`.`,
  bad: [{ text: 'example.org encrypt ciphers=hihg\n' }, { text: 'example.org secure connection_reuse=true\n' }],
  good: [{ text: 'example.org encrypt ciphers=HIGH\n' }, { text: 'example.org secure connection_reuse=no\n' }],
  check(entry, _document, report) {
    if (!isInForce(entry)) return;
    for (const { kind, span, attribute } of entry.value.problems) {
      const facts = attribute === undefined ? undefined : attributeFacts(attribute.name.text);
      if (kind !== 'bad-word' || facts?.value.kind !== 'words') continue;
      const { words, checkedAt } = facts.value;
      const written = attribute?.value?.text ?? '';
      const meant = nearest(written.toLowerCase(), words);
      const consequence = checkedAt === 'lookup' ? deferred : handshakeFails(entry);
      report({
        span,
        message: `${quoted(written)} is no value of ${facts.name}: ${consequence}. Write ${meant === null ? `one of ${words.join(', ')}` : `${meant}?`}${meant === null ? '.' : ''}`,
        ...rewriteIfKnown(span, meant),
      });
    }
  },
};
