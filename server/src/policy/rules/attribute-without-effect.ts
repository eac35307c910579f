import type { SecurityLevel } from '../../postfix/levels';
import { t } from '../../text/translate';
import { soundAttributes } from './attribute';
import type { PolicyEntryRule } from './rule';

interface Ineffective {
  readonly name: string;
  readonly levels: readonly SecurityLevel[];
  /** For the end of a sentence. */
  readonly why: () => string;
}

const ineffective: readonly Ineffective[] = [
  {
    name: 'enable_rpk',
    levels: ['dane', 'dane-only', 'verify', 'secure'],
    why: () =>
      t(
        'certificates are needed at this level, and DANE asks for raw public keys by itself where the TLSA records allow it',
      ),
  },
  {
    name: 'servername',
    levels: ['dane-only'],
    why: () => t('the name comes from the TLSA base domain at this level'),
  },
];

export const attributeWithoutEffect: PolicyEntryRule = {
  id: 'attribute-without-effect',
  scope: 'node',
  title: 'Attribute without effect at its level',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: `Postfix takes these attributes and does not use them:

| Attribute | Levels | Why |
|---|---|---|
${ineffective.map(({ name, levels, why }) => `| \`${name}\` | ${levels.map((level) => `\`${level}\``).join(', ')} | ${why()} |`).join('\n')}

At level \`dane\`, \`servername\` is used where Postfix falls back to \`may\` or \`encrypt\`.`,
  bad: [
    { text: 'example.org dane-only servername=hostname\n' },
    {
      text: '# tls-policy-lint: postfix 3.9-\nexample.org secure enable_rpk=yes\n',
      untried: 'needs Postfix 3.9',
    },
  ],
  good: [{ text: 'example.org dane servername=hostname\n' }, { text: 'example.org secure servername=hostname\n' }],
  check(entry, _document, report) {
    const level = entry.value.level?.text.toLowerCase();
    for (const { name, levels, why } of ineffective) {
      if (!levels.some((each) => each === level)) continue;
      for (const { token } of soundAttributes(entry, name)) {
        report({
          span: token.span,
          message: t('{0} has no effect at level {1}: {2}. Delete the attribute.', name, level ?? '', why()),
        });
      }
    }
  },
};
