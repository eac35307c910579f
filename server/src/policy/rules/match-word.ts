import { t } from '../../text/translate';
import { canNeverMatch, matchElements, matchWords } from './match-element';
import { type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

export const matchWord: PolicyEntryRule = {
  id: 'match-word',
  scope: 'node',
  title: 'Misspelt word in match',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`match=\` knows three words, in any case: \`nexthop\` (the domain itself), \`dot-nexthop\` (the names below it) and \`hostname\` (the name of
the MX host, which DNS chose). Postfix takes any other word for a host name, silently. No certificate carries \`hostnames\`: \`Server
certificate not verified\`, and mail is deferred (4.7.5). The finding is a warning where other names remain that can match.`,
  bad: [
    { text: 'example.org secure match=next-hop\n' },
    { text: 'example.org secure match=nexthop:dotnexthop\n' },
    { text: 'example.org verify match=hostnames\n' },
    { text: 'example.org secure match=.nexthop\n' },
  ],
  good: [{ text: 'example.org secure match=nexthop:dot-nexthop\n' }, { text: 'example.org secure match=NEXTHOP\n' }],
  check(entry, _document, report) {
    const elements = matchElements(entry);
    const isFatal = canNeverMatch(elements);
    for (const element of elements) {
      if (element.kind !== 'never' || element.because !== 'misspelt') continue;
      report({
        span: element.span,
        severity: isFatal ? 'error' : 'warning',
        message: isFatal
          ? t(
              'Postfix takes {0} for a host name, which no certificate carries: it defers all mail to this destination (4.7.5, "Server certificate not verified"). The words are {1}; write {2}?',
              quoted(element.text),
              matchWords.join(', '),
              element.meant ?? matchWords[0],
            )
          : t(
              'Postfix takes {0} for a host name, which no certificate carries. The words are {1}; write {2}?',
              quoted(element.text),
              matchWords.join(', '),
              element.meant ?? matchWords[0],
            ),
        ...rewriteIfKnown(element.span, element.meant),
      });
    }
  },
};
