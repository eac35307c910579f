import type { Completion, Place } from '../language/assistance';
import { assumedVersions, isTooOldFor, type PostfixVersions } from '../language/postfix-versions';
import { type AttributeFacts, attributeFacts, attributes } from '../postfix/attributes';
import { describeLevel, levelFacts, levelsAsOffered, type SecurityLevel } from '../postfix/levels';
import { enabledProtocols, newestOffered, readProtocolItem } from '../postfix/protocols';
import { valueWords } from '../postfix/value-words';
import { trimSpace } from '../text/ascii';
import { editorLine } from '../text/editor-line';
import { codeSpan } from '../text/escape';
import type { Span } from '../text/span';
import { t } from '../text/translate';
import { entriesAround } from './around';
import { completeKey } from './complete-keys';
import { type Cursor, cursorAt } from './cursor';
import { describeAttribute } from './describe';
import type { PolicyDocument, PolicyEntry } from './document';
import { namesAround, takesNames } from './names-around';
import { needPolicyType } from './value-problems';

/**
 * What can be written at a place of a policy table: keys, levels, the attributes of the level, and their values.
 *
 * @param versions the Postfix that reads the table. What is too new for one that is stated is left out.
 */
export function completePolicy(
  document: PolicyDocument,
  place: Place,
  versions: PostfixVersions = assumedVersions,
): readonly Completion[] {
  return completeAt(document, cursorAt(document, place), place, versions);
}

/** The same for a place of which is known what stands there; nothing for null. */
export function completeAt(
  document: PolicyDocument,
  cursor: Cursor | null,
  place: Place,
  versions: PostfixVersions = assumedVersions,
): readonly Completion[] {
  const isKnown = (since: string): boolean => !versions.stated || !isTooOldFor(versions, since);
  switch (cursor?.kind) {
    case undefined:
      return [];
    case 'key':
      return completeKey(document, cursor.word, place);
    case 'level':
      return levelsAsOffered
        .filter((level) => isKnown(levelFacts[level].since))
        .map((level) => levelFor(level, cursor.word, place));
    case 'attribute':
      return attributesFor(cursor, place.offset, isKnown);
    case 'value':
      return valuesFor(document, cursor, place.offset, isKnown);
  }
}

/** Whether the Postfix that reads the table has what a release brought. */
type IsKnown = (since: string) => boolean;

/** The release that brought `>=` and `<=`. */
const bounds = '3.6';

function levelFor(level: SecurityLevel, span: Span, { text }: Place): Completion {
  const base: Completion = {
    label: level,
    kind: 'level',
    detail: t(levelFacts[level].authenticates ?? 'authenticates nothing'),
    markdown: describeLevel(level),
    span,
    newText: level,
  };
  // Without a digest this level defers all mail, so the place for one is written with it where nothing follows.
  const isAlone = trimSpace(text.slice(span.end, editorLine(text.lines, span.end).end)) === '';
  return level === 'fingerprint' && isAlone ? { ...base, snippet: `${level} match=\${1}` } : base;
}

function attributesFor(
  { entry, own: touched, word: name }: Cursor & { readonly kind: 'attribute' },
  offset: number,
  isKnown: IsKnown,
): readonly Completion[] {
  // In front of a `name=value` another one is to be written, and not another name for that value.
  const isBefore = touched !== null && touched.value !== null && offset === touched.token.span.start;
  const [own, word] = isBefore ? [null, { start: offset, end: offset }] : [touched, name];
  const level = entry.value.meant?.level;
  const others = new Set(
    entry.value.attributes.filter((each) => each !== own).map(({ name }) => name.text.toLowerCase()),
  );
  const isFree = ({ name, repeat, value }: AttributeFacts): boolean =>
    // Several names are written into one `match=`; only what can't be a list is written again.
    !others.has(name) || (repeat === 'append' && value.kind !== 'match');
  const isWelcome = ({ name }: AttributeFacts): boolean => !needPolicyType.has(name) || others.has('policy_type');
  return attributes
    .filter(
      (facts) =>
        level !== undefined &&
        facts.levels.includes(level) &&
        isKnown(facts.since) &&
        isFree(facts) &&
        isWelcome(facts),
    )
    .map((facts) => attributeCompletion(facts, word, own !== null && own.value !== null, isKnown))
    .map((completion) => (isBefore ? withBlankBehind(completion) : completion));
}

function withBlankBehind({ snippet, ...completion }: Completion): Completion {
  const spaced = { ...completion, newText: `${completion.newText} ` };
  return snippet === undefined ? spaced : { ...spaced, snippet: `${snippet} ` };
}

/** A name before a `=` that is written already stays alone. */
function attributeCompletion(facts: AttributeFacts, span: Span, hasValue: boolean, isKnown: IsKnown): Completion {
  const { name, value, summary } = facts;
  const newText = hasValue ? name : value.kind === 'text' && name === 'policy_string' ? `{ ${name} =  }` : `${name}=`;
  const base: Completion = {
    label: name,
    kind: 'attribute',
    detail: t(summary),
    markdown: describeAttribute(facts),
    span,
    newText,
  };
  const snippet = hasValue ? null : snippetOf(facts, isKnown);
  return snippet === null ? base : { ...base, snippet };
}

function snippetOf({ name, value }: AttributeFacts, isKnown: IsKnown): string | null {
  if (value.kind === 'words') return `${name}=\${1|${value.words.join(',')}|}`;
  if (value.kind === 'protocols')
    return `${name}=\${1:${isKnown(bounds) ? '>=TLSv1.2' : '!SSLv2:!SSLv3:!TLSv1:!TLSv1.1'}}`;
  return name === 'policy_string' ? `{ ${name} = \${1} }` : null;
}

function valuesFor(
  document: PolicyDocument,
  { entry, name, word, others }: Cursor & { readonly kind: 'value' },
  offset: number,
  isKnown: IsKnown,
): readonly Completion[] {
  const facts = attributeFacts(name);
  // A digest is no word that could be completed.
  if (facts === undefined || (name === 'match' && entry.value.meant?.level === 'fingerprint')) return [];
  const markdown = describeAttribute(facts);
  const isOffered = ({ word: each }: { readonly word: string }): boolean =>
    (!/^[<>]=/.test(each) || isKnown(bounds)) && fits(each, facts, entry, others);
  const words = valueWords(name, facts.value.kind)
    .filter(isOffered)
    .map(
      ({ word: label, summary }): Completion => ({
        label,
        kind: 'value',
        detail: t(summary),
        markdown,
        span: word,
        newText: label,
      }),
    );
  const around = takesNames(facts) ? namesAround(entriesAround(document, offset), entry, facts, others) : [];
  const seen = around.map(
    ({ name: label, because }): Completion => ({
      label,
      kind: 'name',
      detail: because,
      markdown: t('{0} stands in entries around this one.', codeSpan(label)),
      span: word,
      newText: label,
    }),
  );
  const taken = new Set(others.map((each) => each.toLowerCase()));
  return [...words, ...seen].filter(({ label }) => !taken.has(label.toLowerCase()));
}

/** Whether a word can stand beside the others of its list: rules call what can't an error. */
function fits(word: string, { value, name }: AttributeFacts, { key }: PolicyEntry, others: readonly string[]): boolean {
  // An address is compared with no name in a certificate.
  if (name === 'match') return key.kind !== 'address';
  if (value.kind !== 'protocols') return true;
  const newest = newestOffered(enabledProtocols([...others, word].map(readProtocolItem)));
  return newest === 'TLSv1.2' || newest === 'TLSv1.3';
}
