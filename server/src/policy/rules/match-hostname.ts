import { t } from '../../text/translate';
import type { PolicyEntry } from '../document';
import { soundAttributes } from './attribute';
import { matchElements } from './match-element';
import { type PolicyEntryRule, rewrite } from './rule';

export const matchHostname: PolicyEntryRule = {
  id: 'match-hostname',
  scope: 'node',
  title: 'Name of the MX host at level secure',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `With \`match=hostname\` the certificate must carry the name of the MX host, and DNS says what that is: who forges the MX record
writes the name of a host of his own, with a valid certificate for it, and gets the mail. That turns \`secure\` into \`verify\`. Write the
names that the certificates carry, or \`nexthop:dot-nexthop\`.

The finding is silent where \`policy_type=sts\` and \`mx_host_pattern\` come with it: then an MTA-STS policy limits the MX hosts, as Postfix
3.11 enforces by default.`,
  bad: [{ text: 'example.org secure match=hostname\n' }, { text: 'example.org secure match=nexthop:HOSTNAME\n' }],
  good: [
    { text: 'example.org secure match=.mx.example.net\n' },
    {
      text: '# tls-policy-lint: postfix 3.10-\nexample.org secure match=hostname policy_type=sts mx_host_pattern=mx.example.net\n',
      untried: 'needs Postfix 3.10',
    },
  ],
  check(entry, _document, report) {
    if (entry.value.level?.text.toLowerCase() !== 'secure' || isLimitedByPolicy(entry)) return;
    for (const element of matchElements(entry)) {
      if (element.kind !== 'word' || element.word !== 'hostname') continue;
      report({
        span: element.span,
        message: t(
          'match=hostname takes the name of the MX host, which DNS chose; a forged MX record brings its own name with a valid certificate. Write the names that the certificates carry, or nexthop:dot-nexthop.',
        ),
        fixes: [rewrite(element.span, 'nexthop:dot-nexthop')],
      });
    }
  },
};

function isLimitedByPolicy(entry: PolicyEntry): boolean {
  const isSts = soundAttributes(entry, 'policy_type').some(({ value }) => value.text.toLowerCase() === 'sts');
  return isSts && soundAttributes(entry, 'mx_host_pattern').length > 0;
}
