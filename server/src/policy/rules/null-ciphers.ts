import { t } from '../../text/translate';
import { soundAttributes } from './attribute';
import { type PolicyEntryRule, rewrite } from './rule';

export const nullCiphers: PolicyEntryRule = {
  id: 'null-ciphers',
  scope: 'node',
  title: 'Ciphers that do not encrypt',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`ciphers=null\` leaves nothing but ciphers that authenticate without encrypting. With TLS 1.2 and older, everybody on the way can
read the mail; at level \`encrypt\`, which forbids such ciphers, every handshake fails (\`error setting cipher grade: "null"\`). TLS 1.3
does not look at the grade. There is no use for it.`,
  bad: [
    { text: 'example.org encrypt ciphers=null\n' },
    {
      text: 'example.org secure ciphers=null\n',
      untried: 'delivered with TLS 1.3, whose ciphers no grade touches; in the clear with TLS 1.2',
    },
  ],
  good: [{ text: 'example.org encrypt ciphers=medium\n' }],
  check(entry, _document, report) {
    for (const { value } of soundAttributes(entry, 'ciphers')) {
      if (value.text.toLowerCase() !== 'null') continue;
      const isEncrypt = entry.value.level?.text.toLowerCase() === 'encrypt';
      report({
        span: value.span,
        message: isEncrypt
          ? t(
              'Grade null has no cipher that encrypts, and level encrypt allows no other: every TLS handshake fails ("error setting cipher grade"), and mail is deferred. Write medium, or delete the attribute.',
            )
          : t(
              'Grade null has no cipher that encrypts: up to TLS 1.2 the mail goes out readable for everybody on the way. Write medium, or delete the attribute.',
            ),
        fixes: [rewrite(value.span, 'medium')],
      });
    }
  },
};
