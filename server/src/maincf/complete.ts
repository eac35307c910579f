import type { Completion, Place } from '../language/assistance';
import { assumedVersions, isTooOldFor, type PostfixVersions } from '../language/postfix-versions';
import { levelFacts, levelNamed, levelsAsOffered } from '../postfix/levels';
import { parameterSummaries, parameterSummary } from '../postfix/parameter-summaries';
import { type ParameterFacts, parameterFacts, parameterNames } from '../postfix/parameters';
import { tableTypes } from '../postfix/table-types';
import { valueWords } from '../postfix/value-words';
import type { Span } from '../text/span';
import { t } from '../text/translate';
import { type Cursor, cursorAt } from './cursor';
import { describeFacts, describeParameter, describeWord } from './describe';
import type { MainCfDocument, Parameter } from './document';

/**
 * What can be written at a place of a main.cf: names of parameters, their values, and names behind `$`.
 *
 * @param versions the Postfix that reads the file. What is too new for one that is stated is left out.
 */
export function completeMainCf(
  document: MainCfDocument,
  place: Place,
  versions: PostfixVersions = assumedVersions,
): readonly Completion[] {
  const cursor = cursorAt(document, place);
  switch (cursor?.kind) {
    case undefined:
      return [];
    case 'name':
      return namesFor(document, cursor, versions);
    case 'reference':
      return references(document, cursor.word);
    case 'value':
      return valuesFor(cursor);
  }
}

/**
 * Those that no line sets yet come first; among these those of the kind of the line above, then those about TLS. Names that
 * Postfix warns about, or no longer knows, are not offered.
 */
function namesFor(
  document: MainCfDocument,
  { own, word }: Cursor & { readonly kind: 'name' },
  versions: PostfixVersions,
): readonly Completion[] {
  const hasEquals = own !== null && own.defect !== 'missing-equals';
  const family = familyOf(document, word);
  const isSet = (name: string): boolean => document.effective.has(name) && own?.name.text !== name;
  const rank = ({ name, isTls }: ParameterFacts): number =>
    (isSet(name) ? 8 : 0) +
    (family !== null && name.startsWith(family) ? 0 : 4) +
    (isTls ? 0 : 2) +
    (name in parameterSummaries ? 0 : 1);
  return parameterNames()
    .flatMap((name) => parameterFacts(name) ?? [])
    .filter(({ warnedIn, goneIn }) => warnedIn === null && goneIn === null)
    .filter(({ since }) => !(versions.stated && isTooOldFor(versions, since)))
    .map((facts) => ({ facts, rank: rank(facts) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ facts }) => ({
      label: facts.name,
      kind: 'parameter',
      detail: isSet(facts.name) ? t('set in this file') : t('since Postfix {0}', facts.since),
      markdown: facts.name in parameterSummaries ? describeFacts(facts) : '',
      span: word,
      newText: hasEquals ? facts.name : `${facts.name} = `,
    }));
}

/** `smtp_tls_` where the parameter above is one of these. */
function familyOf({ parameters }: MainCfDocument, { start }: Span): string | null {
  const above = parameters.findLast(({ line, name }) => line.span.end < start && name.text !== '');
  return /^(?:smtp|smtpd|lmtp|tlsproxy|postscreen)_(?:tls|sasl)_|^tls_/.exec(above?.name.text ?? '')?.[0] ?? null;
}

/** The parameters that this file sets, and all that Postfix has. */
function references(document: MainCfDocument, span: Span): readonly Completion[] {
  const own = [...document.effective.keys()].filter((name) => /^\w+$/.test(name));
  return [...new Set([...own, ...parameterNames()])].map((name) => ({
    label: name,
    kind: 'parameter',
    detail: document.effective.has(name) ? t('set in this file') : t('at its default'),
    markdown: document.effective.has(name) ? (describeParameter(document, name) ?? '') : parameterSummary(name),
    span,
    newText: name,
  }));
}

interface Row {
  readonly word: string;
  readonly detail: string;
  readonly newText?: string;
}

function valuesFor({ parameter, word, isWhole }: Cursor & { readonly kind: 'value' }): readonly Completion[] {
  const name = parameter.name.text;
  const facts = parameterFacts(name);
  if (facts === null) return [];
  return rowsFor(name, facts, parameter, isWhole).map(({ word: label, detail, newText = label }) => ({
    label,
    kind: levelNamed(label) === null ? 'value' : 'level',
    detail,
    markdown: describeWord(name, label) ?? describeFacts(facts),
    span: word,
    newText,
  }));
}

/** A parameter of one word gets none beside the one that it has. */
function rowsFor(name: string, facts: ParameterFacts, { value }: Parameter, isWhole: boolean): readonly Row[] {
  const isOne = isWhole || value.text === '';
  switch (facts.class) {
    case 'boolean':
      return isOne
        ? ['yes', 'no'].map((word) => ({ word, detail: word === facts.default ? t('the default') : '' }))
        : [];
    case 'enum':
      return isOne ? wordsOf(facts) : [];
    case 'protocols':
      return valueWords('protocols', 'protocols').map(({ word, summary }) => ({ word, detail: t(summary) }));
    case 'match':
      return valueWords('match', 'match').map(({ word, summary }) => ({ word, detail: t(summary) }));
    case 'table':
    case 'table-list':
      return tableTypes.map((word) => ({ word: `${word}:`, detail: t('a type of lookup table') }));
    case 'string':
      return isOne ? stringWords(name) : [];
    case 'list':
      return facts.words.map((word) => ({ word, detail: '' }));
    case 'integer':
    case 'time':
    case 'path':
    case 'path-list':
      return [];
  }
}

function stringWords(name: string): readonly Row[] {
  if (name.endsWith('_tls_servername')) {
    return valueWords('servername', 'server-name').map(({ word, summary }) => ({ word, detail: t(summary) }));
  }
  if (!name.endsWith('_tls_fingerprint_digest')) return [];
  return ['sha256', 'sha384', 'sha512'].map((word) => ({ word, detail: '' }));
}

/** Levels in the order in which they are offered, other words in that of the table; never those that mean little by now. */
function wordsOf({ words, outdatedWords, default: preset }: ParameterFacts): readonly Row[] {
  const levels = levelsAsOffered.filter((level) => words.includes(level));
  if (levels.length === words.length) {
    return levels.map((word) => ({ word, detail: t(levelFacts[word].authenticates ?? 'authenticates nothing') }));
  }
  return words
    .filter((word) => !outdatedWords.includes(word) && word !== 'null')
    .map((word) => ({ word, detail: word === preset ? t('the default') : '' }));
}
