import type { OnePattern } from '../pattern-parts';

/** Whether a pattern matches every next-hop: `//`, `/^/`, `/./`, `/^.*$/` and their like. */
export function isCatchAll({ body, isNegated, isClosed, flags }: OnePattern): boolean {
  // With the option `x` a regexp: table takes some of these for themselves.
  if (!isClosed || isNegated || (flags.includes('x') && /[()+]/.test(body))) return false;
  const plain = /^(\^?)\((\.[*+]?)\)(\$?)$/.exec(body)?.slice(1).join('') ?? body;
  return /^(?:\^?(?:\.[*+]?)?|(?:\.[*+]?)?\$|\^\.[*+]\$)$/.test(plain);
}
