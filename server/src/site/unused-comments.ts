import type { Applied } from '../language/apply-suppressions';
import type { Finding, Severity } from '../language/finding';
import { inlineRuleIds, serviceRuleIds, siteRuleIds } from '../language/site-rule-ids';
import type { Suppression } from '../language/suppression';
import { reportUnusedRules, unusedSuppression } from '../language/unused-suppression';
import { mainCfRules } from '../maincf/rules';
import { withInner } from '../maincf/table-reference';
import { masterCfRules } from '../mastercf/rules';
import { isTableType } from '../postfix/table-types';
import { routingTables } from './routes';
import type { Site, SiteFile } from './whole-site';

/** The comments of a file of a site, and what they silenced there. */
export interface Silenced {
  readonly file: SiteFile;
  readonly suppressions: readonly Suppression[];
  readonly used: Applied['used'];
}

/**
 * All files of a site, each once, if nothing is missing of what they name; else none: what a comment silences on the machine itself may
 * hang on that.
 */
export function filesOfWhole({ mainCf, masterCf, clients, beside, parameters, files }: Site): readonly SiteFile[] {
  const listed = clients.flatMap(({ tables }) => tables ?? []);
  const named = [...listed.map(({ reference }) => reference), ...routingTables(parameters)].flatMap(withInner);
  const isThere = named.every(
    ({ type, name }) => type === null || !isTableType(type) || files.table(name, type) !== null,
  );
  if (masterCf === null || !isThere) return [];
  const tables = [...listed.flatMap(({ file }) => file ?? []), ...beside];
  return [...new Map([mainCf, masterCf, ...tables].map((file) => [file.path, file])).values()];
}

/**
 * The comments that silence no finding about the site. Of those that name other rules the check of the file alone tells.
 *
 * @param isUnsure whether a rule is off, or nobody knows here whether it would find something.
 */
export function unusedComments(
  site: Site,
  { file, suppressions, used }: Silenced,
  isUnsure: (rule: string) => boolean,
  severity: Severity = unusedSuppression.severity,
): readonly Finding[] {
  const known = rulesAbout(site, file);
  const found: Finding[] = [];
  for (const suppression of suppressions) {
    const silenced = used.get(suppression);
    const unused = suppression.rules.filter(
      ({ id }) => known.includes(id) && silenced?.has(id) !== true && !isUnsure(id),
    );
    reportUnusedRules(file.document, suppression, unused, known, (finding) =>
      found.push({ rule: unusedSuppression.id, severity, ...finding }),
    );
  }
  return found;
}

/** The rules about a site, or about tables in main.cf, whose findings a comment in the file silences and that no check of it alone runs. */
function rulesAbout({ mainCf, masterCf }: Site, file: SiteFile): readonly string[] {
  if (file !== mainCf && file !== masterCf) return siteRuleIds;
  const own = new Set((file === mainCf ? mainCfRules : masterCfRules).map(({ id }) => id));
  const inService = file === masterCf ? serviceRuleIds : [];
  return [...siteRuleIds, ...[...inlineRuleIds, ...inService].filter((id) => !own.has(id))];
}
