import { foldCase } from '../../text/fold-case';
import { lineBreakOf } from '../../text/logical-lines';
import { t } from '../../text/translate';
import { storedEntry } from './parent-entry';
import { isInForce, type PolicyRelatedRule, quoted } from './rule';

export const halfCoveredDomain: PolicyRelatedRule = {
  id: 'half-covered-domain',
  scope: 'related',
  title: 'Domain without its sub-domains, or the reverse',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  offByDefault: true,
  docs: `\`example.org\` is the domain alone, and \`.example.org\` everything below it but not the domain itself. Where both receive mail, two
lines are needed; the other half gets whatever another entry or \`smtp_tls_security_level\` of main.cf says. Most domains have no mail
below them, so the rule is off by default.`,
  bad: [{ text: '.example.org secure\n' }, { text: 'example.net dane\nexample.org dane\n.example.org dane\n' }],
  good: [{ text: 'example.org dane\n.example.org dane\n' }, { text: '.org dane\n' }],
  check(entry, others, document, report) {
    const { key, line } = entry;
    if (!isInForce(entry) || (key.kind !== 'domain' && key.kind !== 'parent')) return;
    const isParent = key.kind === 'parent';
    const other = isParent ? key.text.slice(1) : `.${key.text}`;
    // A top-level domain receives no mail itself, and a key of one label is a host of the own network.
    if (!key.folded.slice(1).includes('.') || storedEntry(others, foldCase(other)) !== null) return;
    const { text } = document;
    const lineBreak = lineBreakOf(text);
    const rest = text.slice(key.span.end, line.span.end);
    report({
      span: key.span,
      message: isParent
        ? t(
            'This entry is for the names below {0} and not for {0} itself. Add a line for {1} if it receives mail.',
            other,
            quoted(other),
          )
        : t(
            'This entry is for {0} alone and not for the names below it. Add a line for {1} if they receive mail.',
            key.text,
            quoted(other),
          ),
      fixes: [
        {
          title: t('Add a line for {0} with the same value', other),
          safe: false,
          edits: [{ span: { start: line.span.end, end: line.span.end }, newText: `${lineBreak}${other}${rest}` }],
        },
      ],
    });
  },
};
