import type { AttributeFacts } from '../postfix/attributes';
import { levelFacts, type SecurityLevel } from '../postfix/levels';
import { grammarTexts, valueWords } from '../postfix/value-words';
import { bulleted, paragraphs } from '../text/markdown';
import { t } from '../text/translate';

/** What an attribute means, where it may stand and what it may hold, in Markdown. */
export function describeAttribute(facts: AttributeFacts): string {
  const { name, summary, levels, laterAt, since, repeat, mayBeEmpty, value } = facts;
  const words = valueWords(name, value.kind);
  const where = levels.map((level) => `\`${level}\``).join(', ');
  return paragraphs([
    `**\`${name}=\`** ${t(summary)}`,
    [
      t('Holds {0}.', t(grammarTexts[value.kind])),
      mayBeEmpty ? t('It may be empty.') : t('It must not be empty.'),
      t(repeatTexts[repeat]),
    ].join(' '),
    bulleted(words.map(({ word, summary: meaning }) => `\`${word}\`: ${t(meaning)}`)),
    laterAt === undefined
      ? t('Levels: {0}. Since Postfix {1}.', where, since)
      : t('Levels: {0}. Since Postfix {1}, at `{2}` since {3}.', where, since, laterAt.level, laterAt.since),
  ]);
}

const repeatTexts: Readonly<Record<AttributeFacts['repeat'], string>> = {
  append: 'Several add up.',
  'last-wins': 'Of several the last one counts.',
  error: 'Written twice, mail is deferred.',
};

/** Which attributes may stand at a level. */
export function attributesOfLevel(level: SecurityLevel, all: readonly AttributeFacts[]): string {
  if (levelFacts[level].tls === 'off') return t('Attributes have no effect here.');
  const names = all.filter(({ levels }) => levels.includes(level)).map(({ name }) => `\`${name}\``);
  return t('Attributes: {0}.', names.join(', '));
}
