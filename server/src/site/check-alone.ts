import type { Finding } from '../language/finding';
import type { CheckOptions } from '../language/language';
import { parseMainCf } from '../maincf/parse';
import { checkSite } from './check-site';
import { noFacts } from './facts';
import { openSite } from './whole-site';

const folder = '/etc/postfix';

/**
 * What a main.cf tells by itself of the tables that stand in it (`inline:{…}`, `static:…`), and of that only what has a fix:
 * the rest may hang on other files. Finds nothing in most files.
 */
export function checkMainCfAlone(text: string, options: CheckOptions): readonly Finding[] {
  if (!/\b(?:inline|static):/.test(text)) return [];
  const mainCf = { path: `${folder}/main.cf`, document: parseMainCf(text) };
  const sources = { place: { folder, root: null }, mainCf, masterCf: null, beside: [], files: { table: () => null } };
  return checkSite(openSite(sources, options), noFacts, options).filter(({ fixes }) => fixes !== undefined);
}
