import type { Completion, Place } from '../language/assistance';
import { assumedVersions, isTooOldFor, type PostfixVersions } from '../language/postfix-versions';
import { levelNamed } from '../postfix/levels';
import { type ParameterFacts, parameterFacts, parameterNames } from '../postfix/parameters';
import { editorLine, holds, lastBefore } from '../text/editor-line';
import type { Span } from '../text/span';
import { t } from '../text/translate';
import { describeOption } from './describe';
import type { MasterCfDocument } from './document';

/** An option is short; a line made to be slow is not read from its beginning. */
const longestOption = 300;

/**
 * What can be written at a place of a master.cf: the names of parameters behind `-o`, and the words of their values.
 *
 * @param versions the Postfix that reads the file. What is too new for one that is stated is left out.
 */
export function completeMasterCf(
  document: MasterCfDocument,
  { text, offset: place }: Place,
  versions: PostfixVersions = assumedVersions,
): readonly Completion[] {
  const bounds = editorLine(text.lines, place);
  const offset = Math.min(place, bounds.end);
  const comment = lastBefore(document.comments, offset);
  if (comment !== null && holds(comment.span, offset)) return [];
  const before = text.slice(Math.max(bounds.start, offset - longestOption), offset);
  const [, name, equals, value = ''] = /(?:^|\s)-o(?:\s+|\s*\{\s*)?(\w*)(?:(\s*=\s*)([\w-]*))?$/.exec(before) ?? [];
  if (name === undefined) return [];
  const rest = /^[\w-]*/.exec(text.slice(offset, bounds.end))?.[0].length ?? 0;
  const word = { start: offset - (equals === undefined ? name : value).length, end: offset + rest };
  return equals === undefined ? namesAt(word, versions) : valuesOf(name, word);
}

function namesAt(span: Span, versions: PostfixVersions): readonly Completion[] {
  return parameterNames()
    .flatMap((name) => parameterFacts(name) ?? [])
    .filter(({ warnedIn, goneIn }) => warnedIn === null && goneIn === null)
    .filter(({ since }) => !(versions.stated && isTooOldFor(versions, since)))
    .map(({ name, since }) => ({
      label: name,
      kind: 'parameter',
      detail: t('since Postfix {0}', since),
      markdown: describeOption(name, null) ?? '',
      span,
      newText: name,
    }));
}

function valuesOf(name: string, span: Span): readonly Completion[] {
  const facts = parameterFacts(name);
  if (facts === null) return [];
  return wordsOf(facts).map((label) => ({
    label,
    kind: levelNamed(label) === null ? 'value' : 'level',
    detail: label === facts.default ? t('the default') : '',
    markdown: describeOption(name, null) ?? '',
    span,
    newText: label,
  }));
}

function wordsOf({ class: kind, words }: ParameterFacts): readonly string[] {
  return kind === 'boolean' ? ['yes', 'no'] : words;
}
