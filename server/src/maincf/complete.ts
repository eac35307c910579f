import type { Completion, Place } from '../language/assistance';
import { assumedVersions, isTooOldFor, type PostfixVersions } from '../language/postfix-versions';
import { levelFacts, levelNamed, levelsAsOffered } from '../postfix/levels';
import { type ParameterFacts, parameters } from '../postfix/parameters';
import { tableTypes } from '../postfix/table-types';
import { valueWords } from '../postfix/value-words';
import type { Span } from '../text/span';
import { type Cursor, cursorAt } from './cursor';
import { describeFacts, describeParameter, describeWord, parameterFacts } from './describe';
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

/** Those that no line sets yet come first, those that Postfix warns about never. */
function namesFor(
  document: MainCfDocument,
  { own, word }: Cursor & { readonly kind: 'name' },
  versions: PostfixVersions,
): readonly Completion[] {
  const hasEquals = own !== null && own.defect !== 'missing-equals';
  const names = Object.entries(parameters).filter(
    ([, { deprecatedIn, since }]) => deprecatedIn === undefined && !(versions.stated && isTooOldFor(versions, since)),
  );
  const isSet = (name: string): number => Number(document.effective.has(name) && own?.name.text !== name);
  return [...names]
    .sort(([a], [b]) => isSet(a) - isSet(b))
    .map(([name, facts]) => ({
      label: name,
      kind: 'parameter',
      detail: isSet(name) === 1 ? 'set in this file' : `since Postfix ${facts.since}`,
      markdown: describeFacts(name, facts),
      span: word,
      newText: hasEquals ? name : `${name} = `,
    }));
}

/** The parameters that this file sets, and those of the table. */
function references(document: MainCfDocument, span: Span): readonly Completion[] {
  const names = new Set(
    [...document.effective.keys(), ...Object.keys(parameters)].filter((name) => /^\w+$/.test(name)),
  );
  return [...names].map((name) => ({
    label: name,
    kind: 'parameter',
    detail: document.effective.has(name) ? 'set in this file' : 'at its default',
    markdown: describeParameter(document, name) ?? '',
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
    markdown: describeWord(name, label) ?? describeFacts(name, facts),
    span: word,
    newText,
  }));
}

/** A parameter of one word gets none beside the one that it has. */
function rowsFor(name: string, facts: ParameterFacts, { value }: Parameter, isWhole: boolean): readonly Row[] {
  const isOne = isWhole || value.text === '';
  switch (facts.class) {
    case 'boolean':
      return isOne ? ['yes', 'no'].map((word) => ({ word, detail: word === facts.default ? 'the default' : '' })) : [];
    case 'enum':
      return isOne ? wordsOf(facts) : [];
    case 'protocols':
      return valueWords('protocols', 'protocols').map(({ word, summary }) => ({ word, detail: summary }));
    case 'match':
      return valueWords('match', 'match').map(({ word, summary }) => ({ word, detail: summary }));
    case 'table-list':
      return tableTypes.map((word) => ({ word: `${word}:`, detail: 'a type of lookup table' }));
    case 'string':
      return name === 'smtp_tls_servername' && isOne
        ? valueWords('servername', 'server-name').map(({ word, summary }) => ({ word, detail: summary }))
        : [];
    case 'number':
    case 'path':
    case 'list':
      return [];
  }
}

/** Levels in the order in which they are offered, other words in that of the table. */
function wordsOf({ values = [], default: preset }: ParameterFacts): readonly Row[] {
  const levels = levelsAsOffered.filter((level) => values.includes(level));
  if (levels.length === values.length) {
    return levels.map((word) => ({ word, detail: levelFacts[word].authenticates ?? 'authenticates nothing' }));
  }
  return values.map((word) => ({ word, detail: word === preset ? 'the default' : '' }));
}
