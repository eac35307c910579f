import type { Completion, Place } from '../language/assistance';
import { type AttributeFacts, attributeFacts, attributes } from '../postfix/attributes';
import { describeLevel, levelFacts, levelsAsOffered } from '../postfix/levels';
import { valueWords } from '../postfix/value-words';
import { codeSpan } from '../text/escape';
import type { Span } from '../text/span';
import { entriesAround } from './around';
import { type Cursor, cursorAt } from './cursor';
import { describeAttribute } from './describe';
import type { PolicyDocument, PolicyEntry } from './document';
import { entriesFor } from './find';
import { namesAround } from './names-around';
import { needPolicyType } from './value-problems';

/** What can be written at a place of a policy table: levels, the attributes of the level, and their values. */
export function completePolicy(document: PolicyDocument, place: Place): readonly Completion[] {
  const cursor = cursorAt(document, place);
  switch (cursor?.kind) {
    case undefined:
      return [];
    case 'key':
      return twins(document, cursor.word, place);
    case 'level':
      return levelsAsOffered.map((level) => ({
        label: level,
        kind: 'level',
        detail: levelFacts[level].authenticates ?? 'authenticates nothing',
        markdown: describeLevel(level),
        span: cursor.word,
        newText: level,
      }));
    case 'attribute':
      return attributesFor(cursor);
    case 'value':
      return valuesFor(document, cursor, place.offset);
  }
}

function attributesFor({ entry, own, word }: Cursor & { readonly kind: 'attribute' }): readonly Completion[] {
  const level = entry.value.meant?.level;
  const others = new Set(
    entry.value.attributes.filter((each) => each !== own).map(({ name }) => name.text.toLowerCase()),
  );
  const isFree = ({ name, repeat, value }: AttributeFacts): boolean =>
    // Several names are written into one `match=`; only what can't be a list is written again.
    !others.has(name) || (repeat === 'append' && value.kind !== 'match');
  const isWelcome = ({ name }: AttributeFacts): boolean => !needPolicyType.has(name) || others.has('policy_type');
  return attributes
    .filter((facts) => level !== undefined && facts.levels.includes(level) && isFree(facts) && isWelcome(facts))
    .map((facts) => attributeCompletion(facts, word, own !== null && own.value !== null));
}

/** A name before a `=` that is written already stays alone. */
function attributeCompletion(facts: AttributeFacts, span: Span, hasValue: boolean): Completion {
  const { name, value, summary } = facts;
  const newText = hasValue ? name : value.kind === 'text' && name === 'policy_string' ? `{ ${name} =  }` : `${name}=`;
  const base: Completion = {
    label: name,
    kind: 'attribute',
    detail: summary,
    markdown: describeAttribute(facts),
    span,
    newText,
  };
  const snippet = hasValue ? null : snippetOf(facts);
  return snippet === null ? base : { ...base, snippet };
}

function snippetOf({ name, value }: AttributeFacts): string | null {
  if (value.kind === 'words') return `${name}=\${1|${value.words.join(',')}|}`;
  if (value.kind === 'protocols') return `${name}=\${1:>=TLSv1.2}`;
  return name === 'policy_string' ? `{ ${name} = \${1} }` : null;
}

function valuesFor(
  document: PolicyDocument,
  { entry, name, word, others }: Cursor & { readonly kind: 'value' },
  offset: number,
): readonly Completion[] {
  const facts = attributeFacts(name);
  // A digest is no word that could be completed.
  if (facts === undefined || (name === 'match' && entry.value.meant?.level === 'fingerprint')) return [];
  const markdown = describeAttribute(facts);
  const words = valueWords(name, facts.value.kind).map(
    ({ word: label, summary }): Completion => ({
      label,
      kind: 'value',
      detail: summary,
      markdown,
      span: word,
      newText: label,
    }),
  );
  const seen = namesAround(entriesAround(document, offset), entry, facts, others).map(
    ({ name: label, because }): Completion => ({
      label,
      kind: 'name',
      detail: because,
      markdown: `${codeSpan(label)} stands in entries around this one.`,
      span: word,
      newText: label,
    }),
  );
  const taken = new Set(others.map((each) => each.toLowerCase()));
  return [...words, ...seen].filter(({ label }) => !taken.has(label.toLowerCase()));
}

/** How many entries above a line get their twin offered there. */
const nearTwins = 20;

/**
 * `.example.org` for `example.org` and the reverse, for entries above that lack it: the nearest one first. Behind other text
 * than a dot there are none: editors compare loosely, and somebody who types another domain must not get this one.
 */
function twins(document: PolicyDocument, span: Span, { text, offset }: Place): readonly Completion[] {
  const start = text.slice(span.start, Math.min(span.start + 1, offset));
  if (span.end > span.start && start !== '.') return [];
  return entriesAround(document, offset)
    .filter(({ line }) => line.span.end < span.start)
    .slice(-nearTwins)
    .reverse()
    .flatMap((entry) => twinOf(document, entry) ?? [])
    .filter(({ twin }) => twin.startsWith(start))
    .map(({ twin, detail }) => ({ label: twin, kind: 'key', detail, markdown: '', span, newText: twin }));
}

function twinOf(document: PolicyDocument, { key, dropped }: PolicyEntry): { twin: string; detail: string } | null {
  if (dropped !== null || (key.kind !== 'domain' && key.kind !== 'parent')) return null;
  const isParent = key.kind === 'parent';
  const twin = isParent ? key.text.slice(1) : `.${key.text}`;
  if (entriesFor(document, twin).length > 0) return null;
  return { twin, detail: isParent ? 'the domain itself' : 'all names below the domain' };
}
