import { t } from '../../text/translate';
import { elementsOf, handshakeFails, soundAttributes } from './attribute';
import { type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

export const invalidCipherExclusion: PolicyEntryRule = {
  id: 'invalid-cipher-exclusion',
  scope: 'node',
  title: 'Cipher exclusion that stops every handshake',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`exclude=\` is a list with colons of cipher names, or of kinds such as \`RC4\`, that are to be left out. The operators of OpenSSL's
cipher lists (\`!\`, \`-\`, \`+\`, \`@\`) have no place before them: Postfix logs \`invalid unary '!+-@' in cipher exclusion\`, and every
handshake fails. So it does where a name begins with another sign, such as a quote (\`invalid command\`), and for \`ALL\` or \`HIGH\`, which leave nothing. Mail is deferred (4.7.5), and at level \`may\` it goes out in the clear when
it has waited for \`minimal_backoff_time\`. OpenSSL ignores names that it does not know.`,
  bad: [
    { text: 'example.org encrypt exclude=!RC4\n' },
    { text: 'example.org encrypt exclude=MD5:ALL\n' },
    { text: 'example.org encrypt exclude="RC4"\n' },
  ],
  good: [{ text: 'example.org encrypt exclude=RC4:3DES\n' }, { text: 'example.org encrypt exclude=\n' }],
  check(entry, _document, report) {
    for (const { value } of soundAttributes(entry, 'exclude')) {
      for (const { text, span } of elementsOf(value, ':')) {
        const operator = /^[!+@-]/.exec(text)?.[0];
        if (operator !== undefined) {
          const name = operator === '!' || operator === '-' ? text.slice(1) : '';
          report({
            span,
            message: t(
              'No operator may stand in an exclusion ("invalid unary \'!+-@\' in cipher exclusion"): {0}. Write the bare name of what is to be left out.',
              handshakeFails(entry),
            ),
            ...rewriteIfKnown(span, /^\w/.test(name) ? name : null),
          });
        } else if (!/^[\w.=;]/.test(text)) {
          report({
            span,
            message: t(
              'No cipher has the name {0} ("invalid command"): {1}. Write the bare name of what is to be left out.',
              quoted(text),
              handshakeFails(entry),
            ),
            ...rewriteIfKnown(span, /^(["'])(\w+)\1$/.exec(text)?.[2] ?? null),
          });
        } else if (leavesNothing.has(text)) {
          report({
            span,
            message: t(
              'The exclusion {0} leaves no cipher ("no cipher match"): {1}. Name the ciphers that are to be left out.',
              quoted(text),
              handshakeFails(entry),
            ),
          });
        }
      }
    }
  },
};

/** All ciphers, and all that the grades have. */
const leavesNothing: ReadonlySet<string> = new Set(['ALL', 'HIGH']);
