import type { InlineEntry } from '../maincf/inline-table';
import { attributeFacts } from '../postfix/attributes';
import type { TextEdit } from '../text/span';
import type { InlineTableAt } from './inline-tables';

/** An attribute that a blank or comma cut off from its entry, which has no braces: it became an entry of its own. */
export interface StrayAttribute {
  readonly attribute: InlineEntry;
  /** What it was written behind. */
  readonly owner: InlineEntry;
  /** In the text of the table: braces around the entry with all its attributes. */
  readonly edits: readonly TextEdit[];
}

/** The attributes that stand as entries in `inline:{example.org=secure match=.example.net}`. */
export function strayAttributes({ text, entries }: InlineTableAt): readonly StrayAttribute[] {
  const found: StrayAttribute[] = [];
  for (let at = 0; at < entries.length; at++) {
    const owner = entries[at];
    const attributes: InlineEntry[] = [];
    let last = owner;
    for (let next = entries[at + 1]; next !== undefined && last !== undefined; next = entries[at + 1]) {
      const between = text.slice(endOf(last), next.key.from);
      if (!/^[\s,]+$/.test(between) || attributeFacts(next.key.text) === undefined) break;
      attributes.push(next);
      last = next;
      at++;
    }
    if (owner === undefined || last === undefined || attributes.length === 0) continue;
    const words = [owner.value.text, ...attributes.map(({ key, value }) => `${key.text}=${value.text}`)];
    const span = { start: owner.key.from, end: endOf(last) };
    const edits = [{ span, newText: `{${owner.key.text} = ${words.join(' ')}}` }];
    found.push(...attributes.map((attribute) => ({ attribute, owner, edits })));
  }
  return found;
}

function endOf({ value }: InlineEntry): number {
  return value.from + value.text.length;
}
