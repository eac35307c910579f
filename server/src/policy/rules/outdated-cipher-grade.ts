import { t } from '../../text/translate';
import { soundAttributes } from './attribute';
import { type PolicyEntryRule, rewrite } from './rule';

const outdated: ReadonlySet<string> = new Set(['low', 'export']);

export const outdatedCipherGrade: PolicyEntryRule = {
  id: 'outdated-cipher-grade',
  scope: 'node',
  title: 'Cipher grade of former times',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `The grades \`low\` and \`export\` stood for ciphers that were broken long ago. OpenSSL no longer has them, and Postfix takes both
words for \`medium\`; older releases allowed those ciphers. Write \`medium\`, which is the default, or delete the attribute.`,
  bad: [{ text: 'example.org encrypt ciphers=export\n' }, { text: 'example.org may ciphers=low\n' }],
  good: [{ text: 'example.org encrypt ciphers=medium\n' }, { text: 'example.org secure ciphers=high\n' }],
  check(entry, _document, report) {
    for (const { value } of soundAttributes(entry, 'ciphers')) {
      const grade = value.text.toLowerCase();
      if (!outdated.has(grade)) continue;
      report({
        span: value.span,
        message: t(
          'Postfix of today takes grade {0} for medium, older releases allow broken ciphers with it. Write medium, or delete the attribute.',
          grade,
        ),
        fixes: [rewrite(value.span, 'medium')],
      });
    }
  },
};
