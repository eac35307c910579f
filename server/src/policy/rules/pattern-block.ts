import type { LogicalLine } from '../../text/logical-lines';
import type { PolicyDocument, PolicyEntry } from '../document';
import { lineKind } from '../pattern-parts';
import { type Condition, conditionOf } from './condition';

/** One line of a pattern table. */
export type PatternLine =
  | { readonly kind: 'if'; readonly line: LogicalLine; readonly condition: Condition }
  | { readonly kind: 'endif'; readonly line: LogicalLine }
  | { readonly kind: 'rule'; readonly line: LogicalLine; readonly entry: PolicyEntry };

/** The lines of a pattern table in their order; none for other tables. */
export function* patternLines(document: PolicyDocument): Generator<PatternLine> {
  if (!document.hasPatterns) return;
  const { lines, entries } = document;
  let next = 0;
  for (const line of lines) {
    const kind = lineKind(line.text);
    if (kind === 'if' || kind === 'endif') {
      // Postfix drops an indented first line, whatever it holds.
      if (!line.indented) yield kind === 'if' ? { kind, line, condition: conditionOf(line, document) } : { kind, line };
      continue;
    }
    const entry = entries[next++];
    if (entry !== undefined) yield { kind: 'rule', line, entry };
  }
}
