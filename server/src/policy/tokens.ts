import type { SemanticToken } from '../language/structure';
import type { Span } from '../text/span';
import type { PolicyDocument, PolicyEntry } from './document';
import { entriesFor, entriesIn } from './find';
import { isDeadKey } from './key';
import { elementsOf } from './rules/attribute';
import { matchElements } from './rules/match-element';

/**
 * What no grammar can tell of the entries in a span, since it needs the type of the table, other lines or the meaning of a
 * word: entries that one above overrides, keys that no next-hop equals, patterns of any delimiter and paths that look like
 * patterns, elements of `match=` that no certificate can match, and digests.
 *
 * @param most how many entries are looked at; of more, the first ones.
 */
export function policyTokens(document: PolicyDocument, within: Span, most: number): readonly SemanticToken[] {
  return entriesIn(document, within, most).flatMap((entry) => {
    const keyToken = tokenOfKey(document, entry);
    return keyToken === null ? tokensOfMatch(entry) : [keyToken, ...tokensOfMatch(entry)];
  });
}

function tokenOfKey(document: PolicyDocument, entry: PolicyEntry): SemanticToken | null {
  const { key, dropped } = entry;
  const { span, text, kind } = key;
  // What goes on in another line is no one token.
  if (text === '' || span.end - span.start !== text.length) return null;
  if (kind === 'pattern') return { span, type: 'regexp', isVoid: dropped !== null && dropped !== 'missing-value' };
  const isVoid =
    isDeadKey(key) || dropped === 'indented' || dropped === 'unbalanced-quote' || isOverridden(document, entry);
  if (isVoid) return { span, type: 'property', isVoid };
  return text.startsWith('/') ? { span, type: 'property', isVoid } : null;
}

/** Whether an entry for the same key stands above, which is the one that an indexed table keeps. */
function isOverridden(document: PolicyDocument, { key, dropped, line }: PolicyEntry): boolean {
  if (dropped !== null) return false;
  const first = entriesFor(document, key.folded).find((entry) => entry.dropped === null);
  return first !== undefined && first.line.span.start < line.span.start;
}

/** A certificate has none of these names, or the words of other levels are digests here. */
function tokensOfMatch(entry: PolicyEntry): readonly SemanticToken[] {
  if (entry.value.meant?.level === 'fingerprint') return digestsIn(entry);
  return matchElements(entry)
    .filter(({ kind, span, text }) => kind === 'never' && span.end - span.start === text.length)
    .map(({ span }) => ({ span, type: 'string', isVoid: true }));
}

function digestsIn({ value }: PolicyEntry): readonly SemanticToken[] {
  return value.attributes.flatMap(({ name, value: token }) => {
    if (token === null || name.text.toLowerCase() !== 'match') return [];
    return elementsOf(token, '|')
      .filter(({ span, text }) => span.end - span.start === text.length)
      .map(({ span }): SemanticToken => ({ span, type: 'number', isVoid: false }));
  });
}
