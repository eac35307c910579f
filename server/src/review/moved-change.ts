import { t } from '../text/translate';
import type { FoundChange } from './change';
import { type MovedBlock, type Moves, spanOf } from './moves';
import type { Reasons } from './reasons';
import type { TableIndex } from './table-index';

/** More places are only counted. */
const mostPlaces = 3;

/**
 * The entries that stand elsewhere, as one change; null where none does.
 *
 * @param isMixed whether other entries come, change or go in the same file
 */
export function movedChange(moves: Moves, before: TableIndex, reasons: Reasons, isMixed: boolean): FoundChange | null {
  const { count, needless, blocks } = moves;
  const [block] = blocks;
  if (block === undefined) return null;
  const span = spanOf(block);
  return {
    kind: 'moved',
    subject: nameOf(block),
    before: null,
    after: null,
    span,
    spanBefore: before.first.get(block.first.key.folded)?.line.span ?? null,
    effects: [],
    moves: { count, isSorting: needless === 0, isMixed, places: placesOf(blocks) },
    reason: reasons.above(span.start),
  };
}

function placesOf(blocks: readonly MovedBlock[]): string {
  const names = blocks.slice(0, mostPlaces).map(nameOf).join(', ');
  const left = blocks.length - mostPlaces;
  return left > 0 ? t('{0} and {1} more places', names, left) : names;
}

function nameOf({ first, last }: MovedBlock): string {
  return first === last ? first.key.text : `${first.key.text} … ${last.key.text}`;
}
