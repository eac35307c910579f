import type { Span } from './span';

/** The same stretch further on in the text; `by` may be negative. */
export function moveSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/**
 * A copy of plain data in which every span lies further on in the text. Whatever two places of the data shared, they share
 * in the copy, too. Everything that has exactly the numbers `start` and `end` is a span.
 *
 * @param by characters; negative: towards the beginning of the text.
 */
export function moveSpans<T>(data: T, by: number): T {
  return by === 0 ? data : (copy(data, by, new Map()) as T);
}

function copy(data: unknown, by: number, copies: Map<object, unknown>): unknown {
  if (typeof data !== 'object' || data === null) return data;
  const known = copies.get(data);
  if (known !== undefined) return known;
  if (isSpan(data)) return remember(data, moveSpan(data, by), copies);
  if (Array.isArray(data)) {
    const list: unknown[] = remember(data, [], copies);
    for (const item of data) list.push(copy(item, by, copies));
    return list;
  }
  const object: Record<string, unknown> = remember(data, {}, copies);
  for (const [name, value] of Object.entries(data)) object[name] = copy(value, by, copies);
  return object;
}

function remember<T>(original: object, made: T, copies: Map<object, unknown>): T {
  copies.set(original, made);
  return made;
}

function isSpan(data: object): data is Span {
  if (!('start' in data && 'end' in data && typeof data.start === 'number' && typeof data.end === 'number'))
    return false;
  return Object.keys(data).length === 2;
}
