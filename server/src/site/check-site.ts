import { applySuppressions } from '../language/apply-suppressions';
import type { Finding } from '../language/finding';
import type { CheckOptions } from '../language/language';
import { findSuppressions } from '../language/suppression';
import type { SiteFacts } from './facts';
import { checkInlineEntries } from './inline-entries';
import { siteRules } from './rules';
import type { SiteRule } from './rules/rule';
import type { Site, SiteFile } from './whole-site';

/** What only shows when the files of a site are read together, in one of them. */
export interface SiteFinding extends Finding {
  /** The path of the file, as the site has it. */
  readonly path: string;
}

/**
 * Runs every rule about the whole site that is not off, and leaves out what a comment in the file of a finding silences. The
 * findings of a file come in the order of their place, then of the registry. Those about the entries of tables that stand in
 * main.cf itself are those of the rules about policy tables.
 */
export function checkSite(
  site: Site,
  facts: SiteFacts,
  options: Omit<CheckOptions, 'postfixVersions'>,
): readonly SiteFinding[] {
  const { severities } = options;
  const found = new Map<string, { readonly file: SiteFile; readonly findings: Map<string, Finding> }>();
  const add = (file: SiteFile, finding: Finding): void => {
    const ofFile = found.get(file.path) ?? { file, findings: new Map<string, Finding>() };
    found.set(file.path, ofFile);
    if (ofFile.findings.size === mostInOneFile) return;
    // Clients that read the same list have the same findings there.
    ofFile.findings.set(`${finding.span.start} ${finding.span.end} ${finding.rule} ${finding.message}`, finding);
  };
  for (const rule of siteRules) {
    const severity = severityFor(rule, severities);
    if (severity === 'off') continue;
    rule.check(
      site,
      (file, { severity: own, ...finding }) =>
        add(file, { ...finding, rule: rule.id, severity: severity ?? own ?? rule.severity }),
      facts,
    );
  }
  for (const { file, finding } of checkInlineEntries(site, options)) add(file, finding);
  return [...found.values()].flatMap(({ file: { path, document }, findings }) =>
    applySuppressions([...findings.values()], findSuppressions(document.comments, document.lines))
      .kept.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
      .map((finding) => ({ ...finding, path })),
  );
}

/** As many as the rules about one document may report there. */
const mostInOneFile = 10_000;

function severityFor({ id, offByDefault }: SiteRule, severities: CheckOptions['severities']) {
  if (Object.hasOwn(severities, id)) return severities[id];
  return offByDefault === true ? 'off' : undefined;
}
