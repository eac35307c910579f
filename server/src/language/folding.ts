import type { CommentLine } from '../text/logical-lines';
import { isNextLine } from './comment-blocks';
import { headingTitle, sectionsOf } from './headings';
import type { ParsedDocument } from './rule';
import type { Fold } from './structure';

/** The folds that all languages share: sections, blocks of comments, and lines that go on in others. */
export function foldsOf(document: ParsedDocument): readonly Fold[] {
  return [
    ...sectionsOf(document).map(({ span }): Fold => ({ span, kind: 'section' })),
    ...commentFolds(document),
    ...continuationFolds(document),
  ];
}

/** Comments on lines that follow each other. A heading is in none: it folds its section. */
function commentFolds({ text, comments }: ParsedDocument): readonly Fold[] {
  const blocks: CommentLine[][] = [];
  let block: CommentLine[] = [];
  for (const comment of comments) {
    const last = block.at(-1);
    if (headingTitle(comment.text) !== null) {
      block = [];
    } else if (last !== undefined && isNextLine(text, last.span.end, comment.span.start)) {
      block.push(comment);
    } else {
      block = [comment];
      blocks.push(block);
    }
  }
  return blocks.flatMap((each): readonly Fold[] => {
    const [first, last] = [each[0], each.at(-1)];
    if (first === undefined || last === undefined || first === last) return [];
    return [{ span: { start: first.span.start, end: last.span.end }, kind: 'comment' }];
  });
}

function continuationFolds({ lines }: ParsedDocument): readonly Fold[] {
  return lines.flatMap(({ span, pieces }): readonly Fold[] => (pieces.length > 1 ? [{ span, kind: 'block' }] : []));
}
