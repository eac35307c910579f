import { attributeFacts, attributes } from '../../postfix/attributes';
import { t } from '../../text/translate';
import { deferred, isInForce, type PolicyEntryRule, quoted } from './rule';

const restricted = attributes.filter(({ levels }) => !levels.includes('may'));

export const attributeNotAllowed: PolicyEntryRule = {
  id: 'attribute-not-allowed',
  scope: 'node',
  title: 'Attribute that the level does not allow',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `These attributes belong to certain levels:

| Attribute | Levels |
|---|---|
${restricted.map(({ name, levels }) => `| \`${name}\` | ${levels.map((level) => `\`${level}\``).join(', ')} |`).join('\n')}

At another level Postfix does not ignore them: it logs \`attribute "match" invalid at security level "encrypt"\` and defers all mail
to the destination (4.7.5). Who writes \`match=\` wants the certificate checked, so most often the level is too weak: write
\`secure\`. At \`dane\` the names come from the TLSA records and can't be chosen.`,
  bad: [
    { text: 'example.org encrypt match=.example.net\n' },
    { text: 'example.org dane match=.example.net\n' },
    { text: 'example.org fingerprint tafile=/etc/postfix/ta.pem match=00:11\n' },
  ],
  good: [
    { text: 'example.org secure match=.example.net\n' },
    { text: 'example.org verify tafile=/etc/postfix/ta.pem\n' },
  ],
  check(entry, _document, report) {
    if (!isInForce(entry)) return;
    const level = entry.value.level?.text.toLowerCase() ?? '';
    for (const { kind, span, attribute } of entry.value.problems) {
      const facts = attribute === undefined ? undefined : attributeFacts(attribute.name.text);
      if (kind !== 'attribute-not-allowed' || facts === undefined) continue;
      report({
        span,
        message: t(
          'The attribute {0} is invalid at level {1}: {2}. It may stand at {3}: write one of them, or delete the attribute.',
          facts.name,
          quoted(level),
          deferred(),
          facts.levels.join(', '),
        ),
      });
    }
  },
};
