import { foldsOf } from '../language/folding';
import type { Fold } from '../language/structure';
import type { PolicyDocument } from './document';
import { lineKind } from './pattern-parts';

/** The folds of every file, and the `if` blocks of pattern tables. */
export function policyFolds(document: PolicyDocument): readonly Fold[] {
  return document.hasPatterns ? [...foldsOf(document), ...blockFolds(document)] : foldsOf(document);
}

/** From each `if` to its `endif` (regexp_table(5)); one without the other folds nothing. */
function blockFolds({ lines }: PolicyDocument): readonly Fold[] {
  const folds: Fold[] = [];
  const open: number[] = [];
  for (const { text, span, indented } of lines) {
    if (indented) continue;
    const kind = lineKind(text);
    if (kind === 'if') open.push(span.start);
    const start = kind === 'endif' ? open.pop() : undefined;
    if (start !== undefined) folds.push({ span: { start, end: span.end }, kind: 'block' });
  }
  return folds;
}
