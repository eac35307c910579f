import { physicalLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import { canonical } from './canonical';
import { parentEntry, storedEntry } from './parent-entry';
import { type PolicyRelatedRule, quoted } from './rule';

export const redundantEntry: PolicyRelatedRule = {
  id: 'redundant-entry',
  scope: 'related',
  title: 'Entry that says what its parent says',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Without this entry Postfix would find the one for the parent, which has the same value. Two lines that must change together are
easily changed apart; delete one. Keep it where it is there on purpose, with a comment that says why.

Deleting it is for a person to choose: where \`smtp_tls_policy_maps\` names several tables, an entry for the exact key in another one would
come to the fore.`,
  bad: [{ text: '.example.org dane\nmail.example.org dane\n' }],
  good: [{ text: '.example.org dane\nmail.example.org secure\n' }, { text: '.example.org dane\nexample.org dane\n' }],
  check(entry, others, document, report) {
    const parent = parentEntry(entry, others);
    if (parent === null || storedEntry(others, entry.key.folded) !== entry) return;
    if (entry.value.value === null || canonical(parent) !== canonical(entry)) return;
    report({
      span: entry.key.span,
      message: t(
        'The entry for {0} says the same for this name. Delete this one, unless it is there on purpose.',
        quoted(parent.key.text),
      ),
      related: [{ span: parent.key.span, message: t('The entry for the parent') }],
      fixes: [
        {
          title: t('Delete this entry, so that the one for the parent applies'),
          safe: false,
          edits: entry.line.pieces.map(({ start }) => ({ span: physicalLine(document.text, start), newText: '' })),
        },
      ],
    });
  },
};
