import type { Span } from '../../text/span';
import { t } from '../../text/translate';
import type { PolicyEntry } from '../document';
import type { AttributeNode, Token } from '../value-node';
import { isInForce } from './rule';

/** An attribute whose value is worth a look: Postfix gets as far as reading it. */
export interface SoundAttribute extends AttributeNode {
  readonly value: Token;
}

const nothing: readonly SoundAttribute[] = [];

/**
 * The attributes of a name, in lower case, that have a value and no other problem. None where the entry has no effect, at
 * level none, and where a pattern's `$1` stands in the value.
 */
export function soundAttributes(entry: PolicyEntry, name: string): readonly SoundAttribute[] {
  const { attributes, problems, level } = entry.value;
  if (attributes.length === 0 || !isInForce(entry) || level?.text.toLowerCase() === 'none') return nothing;
  // Many rules ask for attributes that most entries lack.
  if (!attributes.some((attribute) => hasValue(attribute, name))) return nothing;
  const named = attributes.filter((attribute): attribute is SoundAttribute => hasValue(attribute, name));
  const wrong = new Set(problems.map(({ attribute }) => attribute));
  return named.filter(
    (attribute) => !wrong.has(attribute) && !(entry.key.kind === 'pattern' && attribute.value.text.includes('$')),
  );
}

function hasValue({ name, value }: AttributeNode, wanted: string): boolean {
  return value !== null && name.text.toLowerCase() === wanted && value.text !== '';
}

/** A part of a value with its place. */
export interface Element {
  readonly text: string;
  readonly span: Span;
}

/** The elements of a list with this separator; empty ones, which Postfix skips, are left out. */
export function elementsOf(token: Token, separator: ':' | '|'): readonly Element[] {
  const elements: Element[] = [];
  const { text } = token;
  for (let from = 0; from <= text.length; ) {
    const found = text.indexOf(separator, from);
    const to = found < 0 ? text.length : found;
    if (to > from) elements.push({ text: text.slice(from, to), span: partOf(token, from, to) });
    from = to + 1;
  }
  return elements;
}

/** The place of a part of a token; of the whole token where it goes on in another physical line. */
export function partOf({ text, span }: Token, from: number, to: number): Span {
  if (span.end - span.start !== text.length) return span;
  return { start: span.start + from, end: span.start + to };
}

/** What becomes of mail when every TLS handshake fails; at level may Postfix goes without TLS in the end. */
export function handshakeFails({ value }: PolicyEntry): string {
  return value.level?.text.toLowerCase() === 'may'
    ? t(
        'every TLS handshake fails ("Cannot start TLS: handshake failure"), and mail goes out in the clear after a delay',
      )
    : t('every TLS handshake fails ("Cannot start TLS: handshake failure"), and mail is deferred');
}
