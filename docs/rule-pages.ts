import { allRules, rulePage } from '../server/src/languages/languages';
import { ruleIndexMarkdown, rulePageMarkdown } from '../server/src/report/rule-page';

/** The folder of the pages, which go into the package. */
export const rulesFolder = 'docs/rules';

const generated = '<!-- Written from the table of rules by `npm run docs`; edit the rule instead. -->\n\n';

/** The text of every page by its path in the project: one for each rule, and the index. */
export function rulePages(): ReadonlyMap<string, string> {
  const rules = allRules();
  return new Map([
    [`${rulesFolder}/README.md`, generated + ruleIndexMarkdown(rules)],
    ...rules.map((found): [string, string] => [rulePage(found.rule.id), generated + rulePageMarkdown(found)]),
  ]);
}
