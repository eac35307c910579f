/** How many of the items, which are in the order of the text, begin before an offset. */
export function countBefore(items: readonly { readonly span: { readonly start: number } }[], offset: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.span.start ?? Number.POSITIVE_INFINITY) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
