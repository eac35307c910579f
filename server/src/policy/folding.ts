import { foldsOf } from '../language/folding';
import type { Fold } from '../language/structure';
import { blocksIn } from './blocks';
import type { PolicyDocument } from './document';

/** The folds of every file, and the `if` blocks of pattern tables. */
export function policyFolds(document: PolicyDocument): readonly Fold[] {
  return [...foldsOf(document), ...blocksIn(document).map(({ span }): Fold => ({ span, kind: 'block' }))];
}
