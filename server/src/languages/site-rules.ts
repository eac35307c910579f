import { defaultCheckOptions } from '../language/language';
import type { ParsedDocument } from '../language/rule';
import { checkExampleSite, type ExampleSite, parseExampleSite } from '../site/example-site';
import { siteRules } from '../site/rules';
import type { RuleOwner } from './rule-owner';

/** The rules about a site, whose examples are whole sites in one text. */
export const siteRuleOwner: RuleOwner = {
  id: 'text',
  name: 'site',
  title: 'The files of a site together',
  rules: siteRules,
  parse: parseExampleSite,
  check: (document: ParsedDocument, options = defaultCheckOptions) =>
    checkExampleSite(document as ExampleSite, options),
};
