import type { AttributeFacts } from '../postfix/attributes';
import { levelFacts, type SecurityLevel } from '../postfix/levels';
import { grammarTexts, valueWords } from '../postfix/value-words';
import { bulleted, paragraphs } from '../text/markdown';

/** What an attribute means, where it may stand and what it may hold, in Markdown. */
export function describeAttribute(facts: AttributeFacts): string {
  const { name, summary, levels, laterAt, since, repeat, mayBeEmpty, value } = facts;
  const words = valueWords(name, value.kind);
  const later = laterAt === undefined ? '' : `, at \`${laterAt.level}\` since ${laterAt.since}`;
  return paragraphs([
    `**\`${name}=\`** ${summary}`,
    `Holds ${grammarTexts[value.kind]}. ${mayBeEmpty ? 'It may be empty.' : 'It must not be empty.'} ${repeatTexts[repeat]}`,
    bulleted(words.map(({ word, summary: meaning }) => `\`${word}\`: ${meaning}`)),
    `Levels: ${levels.map((level) => `\`${level}\``).join(', ')}. Since Postfix ${since}${later}.`,
  ]);
}

const repeatTexts: Readonly<Record<AttributeFacts['repeat'], string>> = {
  append: 'Several add up.',
  'last-wins': 'Of several the last one counts.',
  error: 'Written twice, mail is deferred.',
};

/** Which attributes may stand at a level. */
export function attributesOfLevel(level: SecurityLevel, all: readonly AttributeFacts[]): string {
  if (levelFacts[level].tls === 'off') return 'Attributes have no effect here.';
  const names = all.filter(({ levels }) => levels.includes(level)).map(({ name }) => `\`${name}\``);
  return `Attributes: ${names.join(', ')}.`;
}
