import { levelRanks } from '../../postfix/levels';
import { t } from '../../text/translate';
import { parentEntry } from './parent-entry';
import { type PolicyRelatedRule, quoted } from './rule';

export const weakerThanParent: PolicyRelatedRule = {
  id: 'weaker-than-parent',
  scope: 'related',
  title: 'Entry that is weaker than its parent',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: `Postfix takes the entry with the closest key, so this one takes back for its name what the entry for the parent asks of all
names below it. That is how an exception is written; but it outlives its reason easily, and the parent's entry looks as if it covered
the name. Delete it when the reason is gone.`,
  bad: [{ text: '.example.org secure\nlegacy.example.org encrypt\n' }, { text: '.org dane\n.example.org may\n' }],
  good: [
    { text: '.example.org encrypt\nmail.example.org secure\n' },
    { text: '.example.org secure\nmail.example.org dane\n' },
    { text: '.example.org secure\nexample.org encrypt\n' },
  ],
  check(entry, others, _document, report) {
    const parent = parentEntry(entry, others);
    if (parent === null) return;
    const [own, above] = [entry.value.value?.level, parent.value.value?.level];
    if (own === undefined || above === undefined || levelRanks[own] >= levelRanks[above]) return;
    report({
      span: entry.value.level?.span ?? entry.key.span,
      message: t(
        'Level {0} is weaker than level {1} of the entry for {2}, which would apply without this one. Delete this entry when the reason for it is gone.',
        own,
        above,
        quoted(parent.key.text),
      ),
      related: [{ span: parent.key.span, message: t('The entry for the parent') }],
    });
  },
};
