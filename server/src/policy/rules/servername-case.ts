import { t } from '../../text/translate';
import { soundAttributes } from './attribute';
import { type PolicyEntryRule, rewrite } from './rule';

const words = ['hostname', 'nexthop'];

export const servernameCase: PolicyEntryRule = {
  id: 'servername-case',
  scope: 'node',
  title: 'Word of servername in capitals',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `The words \`hostname\` and \`nexthop\` of \`servername=\` must be in lower case, other than those of \`match=\`. \`servername=HOSTNAME\` is
taken for a name and sent as it stands. A server that has several certificates then shows its default one, and at levels that check
names mail is deferred.`,
  bad: [{ text: 'example.org secure servername=Hostname\n' }],
  good: [{ text: 'example.org secure servername=hostname\n' }],
  check(entry, _document, report) {
    for (const { value } of soundAttributes(entry, 'servername')) {
      const word = value.text.toLowerCase();
      if (!words.includes(word) || value.text === word) continue;
      report({
        span: value.span,
        message: t(
          'Postfix sends the name "{0}" itself to the server: the words of servername must be in lower case. Write {1}.',
          value.text,
          word,
        ),
        fixes: [rewrite(value.span, word)],
      });
    }
  },
};
