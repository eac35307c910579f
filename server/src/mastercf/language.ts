import { checkDocument } from '../language/check';
import { followByReading } from '../language/follow-by-reading';
import { defaultCheckOptions, type Language } from '../language/language';
import { hasPlaceholder } from '../language/templates';
import type { MasterCfDocument } from './document';
import { serviceName } from './names';
import { parseMasterCf } from './parse';
import { masterCfRules } from './rules';

/** The same names as `contributes.languages` of the extension. */
function matches(fileName: string): boolean {
  return fileName === 'master.cf' || fileName.startsWith('master.cf.');
}

export const masterCfLanguage: Language<MasterCfDocument> = {
  id: 'postfix-master-cf',
  name: 'master-cf',
  title: 'Postfix master.cf',
  matches,
  rules: masterCfRules,
  parse: (text) => parseMasterCf(text),
  check: (document, options = defaultCheckOptions) =>
    checkDocument(
      masterCfRules,
      document,
      {
        // What a template makes of the others, nobody knows here.
        nodes: document.services.filter(({ line }) => !hasPlaceholder(line.text)),
        nameOf: (service) => serviceName(service) ?? '',
      },
      options,
    ),
  checkText: (text, _parseOptions, checkOptions) => masterCfLanguage.check(parseMasterCf(text), checkOptions),
  follow: (text, parseOptions, checkOptions) => followByReading(masterCfLanguage, text, parseOptions, checkOptions),
};
