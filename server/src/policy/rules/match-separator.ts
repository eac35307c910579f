import { t } from '../../text/translate';
import { canNeverMatch, matchElements } from './match-element';
import { type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

export const matchSeparator: PolicyEntryRule = {
  id: 'match-separator',
  scope: 'node',
  title: 'Names joined by the wrong character',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `The names in \`match=\` are joined by colons. With \`|\` (which joins digests at level \`fingerprint\`) or \`;\` Postfix takes the whole
for one name, silently. No certificate carries it: \`Server certificate not verified\`, and mail is deferred (4.7.5). \`match=\` may also
be repeated. The finding is a warning where other names remain that can match.`,
  bad: [
    { text: 'example.org secure match=mx1.example.net|mx2.example.net\n' },
    { text: 'example.org secure match=nexthop:mx1.example.net;mx2.example.net\n' },
  ],
  good: [
    { text: 'example.org secure match=mx1.example.net:mx2.example.net\n' },
    { text: 'example.org secure match=mx1.example.net match=mx2.example.net\n' },
  ],
  check(entry, _document, report) {
    const elements = matchElements(entry);
    const isFatal = canNeverMatch(elements);
    for (const element of elements) {
      if (element.kind !== 'never' || element.because !== 'separator') continue;
      const { text, span, meant } = element;
      report({
        span,
        severity: isFatal ? 'error' : 'warning',
        message: isFatal
          ? t(
              'Postfix takes {0} for one name, which no certificate carries: it defers all mail to this destination (4.7.5, "Server certificate not verified"). Join names by colons.',
              quoted(text),
            )
          : t('Postfix takes {0} for one name, which no certificate carries. Join names by colons.', quoted(text)),
        ...rewriteIfKnown(span, meant),
      });
    }
  },
};
