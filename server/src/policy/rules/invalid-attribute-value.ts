import { attributeFacts, attributes, type ValueGrammar } from '../../postfix/attributes';
import { nearest } from '../../text/nearest';
import { t } from '../../text/translate';
import { handshakeFails } from './attribute';
import { deferred, isInForce, type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

const withWords = attributes.flatMap(({ name, value }) =>
  value.kind === 'words' ? [{ name, words: value.words }] : [],
);

export const invalidAttributeValue: PolicyEntryRule = {
  id: 'invalid-attribute-value',
  scope: 'node',
  title: 'Value that the attribute does not take',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `These attributes take one of a few words:

| Attribute | Words |
|---|---|
${withWords.map(({ name, words }) => `| \`${name}\` | ${words.map((word) => `\`${word}\``).join(', ')} |`).join('\n')}

A wrong word for \`ciphers\` shows at the handshake only: \`invalid cipher grade\`, then \`Cannot start TLS: handshake failure\`. Mail is
deferred, and at level \`may\` it goes out in the clear after a delay. A wrong word for the others defers all mail to the destination
(4.7.5). \`true\` and \`1\` do not mean \`yes\`. \`policy_ttl\` takes digits, and \`policy_domain\` a host name.`,
  bad: [
    { text: 'example.org encrypt ciphers=hihg\n' },
    { text: 'example.org secure connection_reuse=true\n' },
    {
      text: '# tls-policy-lint: postfix 3.10-\nexample.org secure policy_type=sts policy_ttl=1h\n',
      untried: 'needs Postfix 3.10',
    },
  ],
  good: [{ text: 'example.org encrypt ciphers=HIGH\n' }, { text: 'example.org secure connection_reuse=no\n' }],
  check(entry, _document, report) {
    if (!isInForce(entry)) return;
    for (const { kind, span, attribute } of entry.value.problems) {
      const facts = attribute === undefined ? undefined : attributeFacts(attribute.name.text);
      if (kind !== 'bad-word' || facts === undefined) continue;
      const written = attribute?.value?.text ?? '';
      const { wanted, meant, isFoundAtLookup } = describeGrammar(facts.value, written);
      const consequence = isFoundAtLookup ? deferred() : handshakeFails(entry);
      report({
        span,
        message:
          meant === null
            ? t('{0} is no value of {1}: {2}. Write {3}.', quoted(written), facts.name, consequence, wanted)
            : t('{0} is no value of {1}: {2}. Write {3}?', quoted(written), facts.name, consequence, meant),
        ...rewriteIfKnown(span, meant),
      });
    }
  },
};

interface Described {
  /** What would be right. */
  readonly wanted: string;
  readonly meant: string | null;
  readonly isFoundAtLookup: boolean;
}

function describeGrammar(grammar: ValueGrammar, written: string): Described {
  if (grammar.kind === 'digits') return { wanted: t('digits alone'), meant: null, isFoundAtLookup: true };
  if (grammar.kind !== 'words') return { wanted: t('a host name'), meant: null, isFoundAtLookup: true };
  const { words, checkedAt } = grammar;
  const word = written.toLowerCase();
  const translated = yesOrNo[word];
  return {
    wanted: t('one of {0}', words.join(', ')),
    meant: translated !== undefined && words.includes(translated) ? translated : nearest(word, words),
    isFoundAtLookup: checkedAt === 'lookup',
  };
}

const yesOrNo: Readonly<Record<string, string | undefined>> = {
  true: 'yes',
  on: 'yes',
  '1': 'yes',
  false: 'no',
  off: 'no',
  '0': 'no',
};
