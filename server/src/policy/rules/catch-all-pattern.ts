import type { OnePattern } from '../pattern-parts';

/** Whether a pattern matches every next-hop: `//`, `/^/`, `/./`, `/^.*$/` and their like. */
export function isCatchAll({ body, isNegated, isClosed }: OnePattern): boolean {
  return isClosed && !isNegated && body !== '^$' && /^\^?\(?(?:\.[*+]?)?\)?\$?$/.test(body);
}
