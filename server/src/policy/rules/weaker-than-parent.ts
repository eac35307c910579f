import type { SecurityLevel } from '../../postfix/levels';
import { t } from '../../text/translate';
import { parentEntry } from './parent-entry';
import { type PolicyRelatedRule, quoted } from './rule';

/** Levels that prove who the server is are not ranked among each other: none of them is a weaker form of another. */
const ranks: Readonly<Record<SecurityLevel, number>> = {
  none: 0,
  may: 1,
  encrypt: 2,
  verify: 3,
  fingerprint: 4,
  secure: 4,
  dane: 4,
  'dane-only': 4,
};

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
    if (own === undefined || above === undefined || ranks[own] >= ranks[above]) return;
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
