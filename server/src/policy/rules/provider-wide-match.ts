import { t } from '../../text/translate';
import { massHosterOf, massHosters } from '../mass-hosters';
import { matchElements } from './match-element';
import { type PolicyEntryRule, quoted } from './rule';

export const providerWideMatch: PolicyEntryRule = {
  id: 'provider-wide-match',
  scope: 'node',
  title: 'Match that all customers of a provider share',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: `A suffix such as \`match=.outlook.com\` accepts every server of the provider, those of its other customers too. Who forges the MX
record to point to a customer account of his own there passes the check of the certificate; whether the provider then takes the mail
is up to the provider. Where each customer has a host name of his own, as at Microsoft 365, write that name. \`dane\`, where the provider
offers it, binds the MX record too.

| Provider | Suffix | Source |
|---|---|---|
${massHosters.map(({ provider, suffix, source }) => `| ${provider} | \`.${suffix}\` | <${source}> |`).join('\n')}`,
  bad: [
    { text: 'example.org secure match=.outlook.com\n' },
    { text: 'example.org secure match=nexthop:.mail.protection.outlook.com\n' },
  ],
  good: [
    { text: 'example.org secure match=example-org.mail.protection.outlook.com\n' },
    { text: 'example.org secure match=.mx.example.net\n' },
  ],
  check(entry, _document, report) {
    for (const { kind, text, span } of matchElements(entry)) {
      const hoster = kind === 'suffix' ? massHosterOf(text.slice(1).toLowerCase()) : undefined;
      if (hoster === undefined) continue;
      report({
        span,
        message: t(
          '{0} accepts the servers of all customers of {1}, so a forged MX record that points to another customer passes. Write the host names of this destination, or dane where the provider offers it.',
          quoted(text),
          hoster.provider,
        ),
      });
    }
  },
};
