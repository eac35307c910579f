import type { Severity } from '../../language/finding';
import type { Report } from '../../language/rule';
import { t } from '../../text/translate';
import type { PolicyEntry } from '../document';
import { soundAttributes } from './attribute';
import { canNeverMatch, type MatchElement, matchElements, type WhyNever } from './match-element';
import { type PolicyEntryRule, quoted, rewriteIfKnown } from './rule';

export const matchNever: PolicyEntryRule = {
  id: 'match-never',
  scope: 'node',
  title: 'Name in match that no certificate carries',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Postfix compares the names in \`match=\` with the DNS names of the certificate. An IP address is none, even where the certificate
carries it; a trailing dot, brackets, quotes, a URL and an empty label never occur there; and \`.\` alone is ignored with a warning. If
nothing else remains, no certificate can match: \`Server certificate not verified\`, and mail is deferred (4.7.5). Otherwise the finding
is a warning.

A name of one label (\`match=mailhost\`) is a warning too: only a private certification authority certifies such names.`,
  bad: [
    { text: 'example.org secure match=192.0.2.1\n' },
    { text: 'example.org secure match=2001:db8::1\n' },
    { text: 'example.org secure match=mx.example.net.\n' },
    { text: 'example.org secure match=.\n' },
    { text: 'example.org secure match=.:mx.example.net\n' },
    { text: 'example.org secure match=[mx.example.net]\n' },
    { text: 'example.org secure match=:\n' },
    { text: 'example.org secure match=mailhost:mx.example.net\n' },
  ],
  good: [{ text: 'example.org secure match=mx.example.net\n' }, { text: 'example.org secure match=.Example.NET\n' }],
  check(entry, _document, report) {
    const elements = matchElements(entry);
    const isFatal = canNeverMatch(elements);
    if (elements.length === 0) reportColons(entry, report);
    for (const element of elements) {
      const why = reason(element);
      if (why === null) continue;
      const severity: Severity = isFatal ? 'error' : 'warning';
      const consequence = isFatal
        ? t('Postfix defers all mail to this destination (4.7.5, "Server certificate not verified")')
        : t('it never matches');
      report({
        span: element.span,
        severity,
        message: t('{0}: {1}. Write a host name, or .example.net for all names below one.', why, consequence),
        ...rewriteIfKnown(element.span, element.kind === 'never' ? element.meant : null),
      });
    }
  },
};

const because: Readonly<Partial<Record<WhyNever, string>>> = {
  dot: '{0} stands for no name',
  address: '{0} is an address, and only DNS names are compared',
  'trailing-dot': '{0} ends in a dot, which no name in a certificate does',
  'no-name': '{0} is no host name',
};

/** Why an element is reported here; other rules speak of asterisks, misspelt words and separators. */
function reason(element: MatchElement): string | null {
  if (element.kind === 'label')
    return t('{0} has one label only, and public authorities certify no such name', quoted(element.text));
  if (element.kind !== 'never' || because[element.because] === undefined) return null;
  return t(because[element.because] ?? '', quoted(element.text));
}

/** `match=:` holds no name at all. */
function reportColons(entry: PolicyEntry, report: Report): void {
  const level = entry.value.level?.text.toLowerCase();
  if (level !== 'secure' && level !== 'verify') return;
  for (const { token } of soundAttributes(entry, 'match')) {
    report({
      span: token.span,
      message: t(
        'This match= holds no name ("could not configure peer name checks"): Postfix defers all mail to this destination (4.7.5). Write a name, or delete the attribute for the default.',
      ),
    });
  }
}
