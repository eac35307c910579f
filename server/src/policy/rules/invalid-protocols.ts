import { protocolNamed, protocolNames } from '../../postfix/protocols';
import { nearest } from '../../text/nearest';
import { t } from '../../text/translate';
import { handshakeFails } from './attribute';
import { protocolLists } from './protocol-list';
import { type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

const named = protocolNames.map((name) => `\`${name}\``).join(', ');

export const invalidProtocols: PolicyEntryRule = {
  id: 'invalid-protocols',
  scope: 'node',
  title: 'Protocol list that Postfix can’t read',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`protocols=\` takes a list with colons of ${named}, in any case. \`!NAME\` excludes one; from Postfix 3.6 on, \`>=NAME\` and
\`<=NAME\` set bounds. There is no \`TLSv1.0\` (it is \`TLSv1\`), and no \`TLS1.2\` without the \`v\`.

Postfix reads the list when it connects: it logs \`Invalid TLS protocol list "TLS1.2": aborting TLS session\`, then \`Cannot start TLS:
handshake failure\`. Mail is deferred (4.7.5), and at level \`may\` it goes out in the clear when it has waited for
\`minimal_backoff_time\`.`,
  bad: [
    { text: 'example.org encrypt protocols=TLS1.2\n' },
    { text: 'example.org secure protocols=>TLSv1.2\n' },
    { text: 'example.org may protocols=TLSv1.2;TLSv1.3\n' },
  ],
  good: [
    { text: 'example.org encrypt protocols=>=TLSv1.2\n' },
    { text: 'example.org encrypt protocols=TLSV1.2:tlsv1.3\n' },
  ],
  check(entry, _document, report) {
    for (const { elements, isValid } of protocolLists(entry)) {
      if (isValid) continue;
      for (const { text, span, item } of elements) {
        if (item.kind !== 'invalid') continue;
        const meant = meantBy(text);
        report({
          span,
          message:
            meant === null
              ? t(
                  'Postfix knows no protocol {0} ("Invalid TLS protocol list"): {1}. Write {2}, or >=TLSv1.2.',
                  quoted(text),
                  handshakeFails(entry),
                  protocolNames.slice(2).join(', '),
                )
              : t(
                  'Postfix knows no protocol {0} ("Invalid TLS protocol list"): {1}. Write {2}?',
                  quoted(text),
                  handshakeFails(entry),
                  meant,
                ),
          ...rewriteIfKnown(span, meant),
        });
      }
    }
  },
};

/** `TLS1.2`, `TLSv1.0`, `>TLSv1.2`, `TLSv1.2;TLSv1.3`: what stands there in other spellings. */
function meantBy(text: string): string | null {
  if (/[;|]/.test(text)) {
    const parts = text.split(/[;|]/).map(meantBy);
    return parts.every((part) => part !== null) ? parts.join(':') : null;
  }
  const [, sign = '', word = ''] = /^(>=?|<=?|!?)(.*)$/s.exec(text) ?? [];
  const name = protocolNamed(word) ?? spelling(word);
  if (name === null) return null;
  return `${sign === '>' || sign === '<' ? `${sign}=` : sign}${name}`;
}

function spelling(word: string): string | null {
  const [, family, number] = /^(tls|ssl)\s*[-_]?v?[-_]?(\d(?:[._]\d)?)$/i.exec(word) ?? [];
  if (family !== undefined && number !== undefined) {
    return protocolNamed(`${family}v${number.replace('_', '.').replace(/\.0$/, '')}`);
  }
  return nearest(word, protocolNames);
}
