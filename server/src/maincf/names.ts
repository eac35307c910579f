import type { NameList } from '../language/structure';
import { parseMainCf } from './parse';

/** The parameters that a main.cf sets. */
export function mainCfNames(text: string): NameList {
  const named = parseMainCf(text).parameters.filter(({ name }) => name.text !== '');
  return { names: named.map(({ name }) => name.text), starts: named.map(({ name }) => name.span.start) };
}
