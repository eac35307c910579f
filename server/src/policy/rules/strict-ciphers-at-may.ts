import { t } from '../../text/translate';
import { soundAttributes } from './attribute';
import type { PolicyEntryRule } from './rule';

export const strictCiphersAtMay: PolicyEntryRule = {
  id: 'strict-ciphers-at-may',
  scope: 'node',
  title: 'High ciphers where clear text is allowed',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: `At level \`may\` a server that can't satisfy \`ciphers=high\` gets the mail in the clear after a while: the stricter the grade, the more
mail is not encrypted at all. Leave the grade at \`medium\`, the default, and be strict at levels that require TLS.`,
  bad: [{ text: 'example.org may ciphers=high\n' }],
  good: [{ text: 'example.org secure ciphers=high\n' }, { text: 'example.org may ciphers=medium\n' }],
  check(entry, _document, report) {
    if (entry.value.level?.text.toLowerCase() !== 'may') return;
    for (const { value, token } of soundAttributes(entry, 'ciphers')) {
      if (value.text.toLowerCase() !== 'high') continue;
      report({
        span: token.span,
        message: t(
          'At level may a server that lacks high ciphers gets the mail in the clear after a while. Delete the attribute, or write a level that requires TLS.',
        ),
      });
    }
  },
};
