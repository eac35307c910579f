import { type Changes, change, unchanged } from '../text/changes';
import type { TextEdit } from '../text/span';
import type { Finding, Fix } from './finding';

/** A text after all safe fixes. */
export interface FixedText {
  readonly changes: Changes;
  /** The findings that were mended, in rounds. */
  readonly mended: readonly Finding[];
  /** False where safe fixes are left after so many rounds: some of them undo each other, which is a mistake of ours. */
  readonly settled: boolean;
}

/** Far more rounds than fixes that wait for each other ever need. */
const maxRounds = 50;

/** Mends whatever has one safe fix, and what shows only after that, until nothing is left to mend. */
export function fixAll(text: string, check: (text: string) => readonly Finding[]): FixedText {
  let changes = unchanged(text);
  const mended: Finding[] = [];
  for (let round = 0; round < maxRounds; round++) {
    const { findings, edits } = chooseFixes(check(changes.text));
    if (edits.length === 0) return { changes, mended, settled: true };
    changes = change(changes, edits);
    for (const finding of findings) mended.push(finding);
  }
  return { changes, mended, settled: false };
}

/** The edits of one round of safe fixes, in the order of the text. */
export function fixAllEdits(findings: readonly Finding[]): readonly TextEdit[] {
  return chooseFixes(findings).edits;
}

/** Whether there is anything that `fixAll` mends. */
export function hasSafeFix(findings: readonly Finding[]): boolean {
  return findings.some(({ fixes }) => onlySafeFix(fixes ?? []) !== undefined);
}

/**
 * The safe fixes of one round. Where a finding has several of them a person must choose, so it is left out; of fixes that
 * overlap the first one is taken, the others come up again afterwards.
 */
function chooseFixes(findings: readonly Finding[]): {
  readonly findings: readonly Finding[];
  readonly edits: readonly TextEdit[];
} {
  const chosen = createEditList();
  const mended = findings.filter(({ fixes }) => {
    const fix = onlySafeFix(fixes ?? []);
    if (!fix || fix.edits.some(chosen.touches)) return false;
    fix.edits.forEach(chosen.add);
    return true;
  });
  return { findings: mended, edits: chosen.edits };
}

function onlySafeFix(fixes: readonly Fix[]): Fix | undefined {
  const safe = fixes.filter((fix) => fix.safe);
  return safe.length === 1 ? safe[0] : undefined;
}

/** Edits in the order of the text, of which none reaches into another one. */
function createEditList() {
  const edits: TextEdit[] = [];
  /** How many edits at the beginning of the list are before the wanted place; `isBefore` is true for those alone. */
  const count = (isBefore: (edit: TextEdit) => boolean): number => {
    let [low, high] = [0, edits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const edit = edits[middle];
      if (edit && isBefore(edit)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    edits: edits as readonly TextEdit[],
    /** Edits that touch count as overlapping: two insertions at one place have no certain order. */
    touches: ({ span }: TextEdit): boolean => {
      const next = edits[count((other) => other.span.end < span.start)];
      return next !== undefined && next.span.start <= span.end;
    },
    add: (edit: TextEdit): void => {
      const { start, end } = edit.span;
      const index = count(({ span }) => span.start < start || (span.start === start && span.end <= end));
      edits.splice(index, 0, edit);
    },
  };
}
