import type { Fix } from '../../language/finding';
import type { DocumentRule, NodeRule, RelatedRule, Rule } from '../../language/rule';
import type { Span } from '../../text/span';
import { t } from '../../text/translate';
import type { PolicyDocument, PolicyEntry } from '../document';
import { isDeadKey } from '../key';

export type PolicyRule = Rule<PolicyDocument, PolicyEntry>;
export type PolicyEntryRule = NodeRule<PolicyDocument, PolicyEntry>;
export type PolicyRelatedRule = RelatedRule<PolicyDocument, PolicyEntry>;
export type PolicyDocumentRule = DocumentRule<PolicyDocument>;

/** Postfix's consequence of a value that it cannot use, in the words of its log. */
export function deferred(): string {
  return t('Postfix defers all mail to this destination (4.7.5, "client TLS configuration problem")');
}

/** False for lines that Postfix drops and for keys that no next-hop has: what their value says has no effect. */
export function isInForce({ dropped, key }: PolicyEntry): boolean {
  return dropped === null && !isDeadKey(key);
}

/** A word of the file in a message: quoted, cut at 60 characters, control characters shown as escapes. */
export function quoted(text: string): string {
  const cut = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return JSON.stringify(cut).replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069]/g, escapeCode);
}

function escapeCode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A fix that a person must choose: what stands there is replaced by what was probably meant. */
export function rewrite(span: Span, newText: string, title = t('Write {0}', newText)): Fix {
  return { title, safe: false, edits: [{ span, newText }] };
}

/** The same as the `fixes` of a finding; none where nothing is known to be meant. */
export function rewriteIfKnown(span: Span, newText: string | null): { readonly fixes?: readonly Fix[] } {
  return newText === null ? {} : { fixes: [rewrite(span, newText)] };
}
