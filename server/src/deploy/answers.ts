import type { PolicyDocument, PolicyEntry } from '../policy/document';
import { trimSpace } from '../text/ascii';

/** What a table made of the document answers for each of its keys: of equal keys the first one (postmap(1)). */
export function expectedAnswers({ entries }: PolicyDocument): ReadonlyMap<string, string> {
  const answers = new Map<string, string>();
  for (const entry of entries) {
    if (entry.dropped === null && !answers.has(entry.key.folded)) answers.set(entry.key.folded, valueText(entry));
  }
  return answers;
}

/** A key for which the table answers something else; null where all is as expected. */
export function firstDifference(
  expected: ReadonlyMap<string, string>,
  actual: ReadonlyMap<string, string>,
): { readonly key: string; readonly expected: string; readonly actual: string | null } | null {
  for (const [key, value] of expected) {
    const answer = actual.get(key) ?? null;
    if (answer === null || withoutReturns(answer) !== value) return { key, expected: value, actual: answer };
  }
  return null;
}

function valueText({ key, line }: PolicyEntry): string {
  return withoutReturns(trimSpace(line.text.slice(key.text.length)));
}

/** A carriage return before a line break is white space to Postfix, and a part of the break here. */
function withoutReturns(text: string): string {
  return text.replaceAll('\r', '');
}
