import type { ReportedFinding, RuleInfo } from '../../language/rule';
import type { SiteFacts } from '../facts';
import type { Site, SiteFile } from '../whole-site';

/** Reports a finding in one of the files of a site. */
export type SiteReport = (file: SiteFile, finding: ReportedFinding) => void;

/** A rule about the files of a site together. Its examples are sites as `example-site.ts` reads them. */
export interface SiteRule extends RuleInfo {
  readonly check: (site: Site, report: SiteReport, facts: SiteFacts) => void;
}
