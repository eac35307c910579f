import { applySuppressions } from '../language/apply-suppressions';
import type { Finding } from '../language/finding';
import type { CheckOptions } from '../language/language';
import { findSuppressions } from '../language/suppression';
import { unusedSuppression } from '../language/unused-suppression';
import type { FileFact, SiteFacts } from './facts';
import { checkInlineEntries } from './inline-entries';
import { siteRules } from './rules';
import type { SiteRule } from './rules/rule';
import { checkServiceSettings } from './service-settings';
import { filesOfWhole, unusedComments } from './unused-comments';
import type { Site, SiteFile } from './whole-site';

/** What only shows when the files of a site are read together, in one of them. */
export interface SiteFinding extends Finding {
  /** The path of the file, as the site has it. */
  readonly path: string;
}

/**
 * Runs every rule about the whole site that is not off, and leaves out what a comment in the file of a finding silences. The
 * findings of a file come in the order of their place, then of the registry. Those about the entries of tables that stand in
 * main.cf itself are those of the rules about policy tables. A comment that silences none of these is told, too.
 */
export function checkSite(
  site: Site,
  facts: SiteFacts,
  options: Omit<CheckOptions, 'postfixVersions'>,
): readonly SiteFinding[] {
  const { severities } = options;
  const { found, unsure } = findIn(site, facts, options);
  const whole = filesOfWhole(site);
  for (const file of whole) found.set(file.path, found.get(file.path) ?? { file, findings: new Map() });
  const severity = severities[unusedSuppression.id];
  return [...found.values()].flatMap(({ file, findings }) => {
    const { path, document } = file;
    const suppressions = findSuppressions(document.comments, document.lines);
    const { kept, used } = applySuppressions([...findings.values()], suppressions);
    const isUnsure = (rule: string): boolean => unsure.has(rule) || severities[rule] === 'off';
    const unused =
      severity === 'off' || !whole.includes(file)
        ? []
        : unusedComments(site, { file, suppressions, used }, isUnsure, severity);
    return [...kept, ...unused]
      .toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
      .map((finding) => ({ ...finding, path }));
  });
}

interface Found {
  /** By the path of the file. */
  readonly found: Map<string, { readonly file: SiteFile; readonly findings: Map<string, Finding> }>;
  /** The rules that are off, and those that asked for what nobody knows of the disk. */
  readonly unsure: ReadonlySet<string>;
}

function findIn(site: Site, facts: SiteFacts, options: Omit<CheckOptions, 'postfixVersions'>): Found {
  const { severities } = options;
  const found: Found['found'] = new Map();
  const add = (file: SiteFile, finding: Finding): void => {
    const ofFile = found.get(file.path) ?? { file, findings: new Map<string, Finding>() };
    found.set(file.path, ofFile);
    if (ofFile.findings.size === mostInOneFile) return;
    // Clients that read the same list have the same findings there.
    ofFile.findings.set(`${finding.span.start} ${finding.span.end} ${finding.rule} ${finding.message}`, finding);
  };
  const unsure = new Set<string>();
  for (const rule of siteRules) {
    const severity = severityFor(rule, severities);
    if (severity === 'off') {
      unsure.add(rule.id);
      continue;
    }
    const file = (path: string): FileFact => {
      const fact = facts.file(path);
      if (fact.kind === 'unknown') unsure.add(rule.id);
      return fact;
    };
    rule.check(
      site,
      (target, { severity: own, ...finding }) =>
        add(target, { ...finding, rule: rule.id, severity: severity ?? own ?? rule.severity }),
      { file },
    );
  }
  for (const { file, finding } of checkInlineEntries(site, options)) add(file, finding);
  const { masterCf } = site;
  if (masterCf !== null) for (const finding of checkServiceSettings(site, options)) add(masterCf, finding);
  return { found, unsure };
}

/** As many as the rules about one document may report there. */
const mostInOneFile = 10_000;

function severityFor({ id, offByDefault }: SiteRule, severities: CheckOptions['severities']) {
  if (Object.hasOwn(severities, id)) return severities[id];
  return offByDefault === true ? 'off' : undefined;
}
