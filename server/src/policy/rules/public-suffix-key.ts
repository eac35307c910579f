import { getPublicSuffix } from 'tldts';
import { t } from '../../text/translate';
import { type PolicyEntryRule, quoted } from './rule';

export const publicSuffixKey: PolicyEntryRule = {
  id: 'public-suffix-key',
  scope: 'node',
  title: 'Key for all domains below a public suffix',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  offByDefault: true,
  docs: `Postfix asks for \`.parent\` keys down to the top-level domain, so \`.de\` or \`.co.uk\` holds for every domain below it that has no closer entry, of whatever organisation. That
may be meant, such as \`.gov\` or \`.de encrypt\` on a server that would rather let mail wait; with a level that authenticates it stops the mail to all who do not meet it. Who
wants such keys reviewed switches the rule on.`,
  bad: [{ text: '.de dane-only\n', nextHops: ['a.de'] }, { text: '.co.uk encrypt\n' }],
  good: [{ text: '.example.de dane-only\n' }, { text: 'example.de dane-only\n.example.de dane-only\n' }],
  check(entry, _document, report) {
    const { key, dropped } = entry;
    if (key.kind !== 'parent' || dropped !== null) return;
    const name = key.folded.slice(1);
    if (getPublicSuffix(name) !== name) return;
    report({
      span: key.span,
      message: t(
        'Everybody below the public suffix {0} gets this policy, whatever the organisation. Check that this is meant.',
        quoted(key.text),
      ),
    });
  },
};
