import { checkDocument } from '../language/check';
import { followByReading } from '../language/follow-by-reading';
import { defaultCheckOptions, type Language } from '../language/language';
import type { MainCfDocument } from './document';
import { parseMainCf } from './parse';
import { mainCfRules } from './rules';

/** The same names as `contributes.languages` of the extension. */
function matches(fileName: string): boolean {
  return fileName === 'main.cf' || fileName.startsWith('main.cf.');
}

export const mainCfLanguage: Language<MainCfDocument> = {
  id: 'postfix-main-cf',
  name: 'main-cf',
  title: 'Postfix main.cf',
  matches,
  rules: mainCfRules,
  parse: (text) => parseMainCf(text),
  check: (document, options = defaultCheckOptions) =>
    checkDocument(mainCfRules, document, { nodes: document.parameters, nameOf: ({ name }) => name.text }, options),
  checkText: (text, _parseOptions, checkOptions) => mainCfLanguage.check(parseMainCf(text), checkOptions),
  follow: (text, parseOptions, checkOptions) => followByReading(mainCfLanguage, text, parseOptions, checkOptions),
};
