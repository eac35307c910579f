/**
 * The candidate with the smallest edit distance to the word, or null when none is near enough to be meant.
 *
 * @param tolerance The greatest distance that is near enough; without it a third of the word's length.
 */
export function nearest(
  word: string,
  candidates: readonly string[],
  tolerance: number = Math.max(1, Math.floor(word.length / 3)),
): string | null {
  let best: string | null = null;
  let bestDistance = tolerance + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word, candidate, bestDistance - 1);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/**
 * The number of insertions, deletions, replacements and swaps of neighbours that turn one word into the other; infinite where
 * there are more than `most`, which is found out sooner.
 */
export function editDistance(a: string, b: string, most: number = Number.POSITIVE_INFINITY): number {
  let [beforeLast, last, row] = [0, 1, 2].map(() => new Uint16Array(b.length + 1)) as [Row, Row, Row];
  for (let j = 0; j <= b.length; j++) last[j] = j;
  let leastBefore = 0;
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1);
    row[0] = i;
    let least = i;
    let left = i;
    for (let j = 1; j <= b.length; j++) {
      const same = letter === b.charCodeAt(j - 1);
      let distance = Math.min((last[j] ?? 0) + 1, left + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1);
      row[j] = left = distance;
      if (distance < least) least = distance;
    }
    // Each number rests on one of the two rows before it, and none is smaller than that.
    if (least > most && leastBefore > most) return Number.POSITIVE_INFINITY;
    leastBefore = least;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  const distance = last[b.length] ?? 0;
  return distance > most ? Number.POSITIVE_INFINITY : distance;
}

type Row = Uint16Array<ArrayBuffer>;
