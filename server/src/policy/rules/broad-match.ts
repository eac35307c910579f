import { getPublicSuffix } from 'tldts';
import { t } from '../../text/translate';
import { matchElements } from './match-element';
import { type PolicyEntryRule, quoted } from './rule';

export const broadMatch: PolicyEntryRule = {
  id: 'broad-match',
  scope: 'node',
  title: 'Match broader than one organisation',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `\`match=.de\` or \`match=.co.uk\` accepts a certificate for any name below, and everybody can have one: whoever redirects the mail
shows a valid certificate for a domain of his own. The names below a public suffix (the Public Suffix List tells which these are, those
of hosters such as \`github.io\` among them) belong to many organisations. Name the organisation's own domain, or its hosts.`,
  bad: [{ text: 'example.org secure match=.com\n' }, { text: 'example.org secure match=mx.example.net:.co.uk\n' }],
  good: [{ text: 'example.org secure match=.example.co.uk\n' }, { text: 'example.org secure match=dot-nexthop\n' }],
  check(entry, _document, report) {
    for (const { kind, text, span } of matchElements(entry)) {
      if (kind !== 'suffix') continue;
      const name = text.slice(1).toLowerCase();
      if (getPublicSuffix(name, { allowPrivateDomains: true }) !== name) continue;
      report({
        span,
        message: t(
          "{0} accepts the certificate of anybody who has a name below it, so a server that poses as the right one gets the mail. Write the provider's own domain, or its host names.",
          quoted(text),
        ),
      });
    }
  },
};
