import type { Finding } from '../language/finding';
import type { CheckOptions } from '../language/language';
import { parseMainCf } from '../maincf/parse';
import { parseMasterCf } from '../mastercf/parse';
import { checkSite } from './check-site';
import { noFacts } from './facts';
import { type FileWithTables, mayHoldTables, siteOfOneFile } from './tables-alone';

/**
 * What a main.cf or a master.cf tells by itself of the tables that stand in it (`inline:{…}`, `static:…`), and of that only what has
 * a fix: the rest may hang on other files. Finds nothing in most files.
 */
export function checkTablesAlone(
  language: FileWithTables['language'],
  text: string,
  options: CheckOptions,
): readonly Finding[] {
  if (!mayHoldTables(text)) return [];
  const file: FileWithTables =
    language === 'main-cf' ? { language, document: parseMainCf(text) } : { language, document: parseMasterCf(text) };
  const site = siteOfOneFile(file, options);
  const own = language === 'main-cf' ? site.mainCf.path : site.masterCf?.path;
  return checkSite(site, noFacts, options).filter(({ path, fixes }) => path === own && fixes !== undefined);
}
