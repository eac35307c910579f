import type { Finding } from '../language/finding';
import { undefinedParameter } from '../maincf/rules/undefined-parameter';
import { unusedParameter } from '../maincf/rules/unused-parameter';
import { entryAt } from '../policy/find';
import { partAt } from './part-of-table';
import { usedNames } from './used-names';
import type { Site } from './whole-site';

/** What the check of a file needs to know of its site. */
type KnownSite = Pick<Site, 'mainCf' | 'masterCf' | 'clients'>;

/**
 * What the check of one file alone told, without what the rest of its site refutes: that nothing uses a parameter of main.cf which a service
 * does use, that nothing defines one which a service defines for itself, and whatever was found in the values of a table whose values
 * are no policies.
 *
 * @param path the file's, as the site names it.
 */
export function withoutRefuted(findings: readonly Finding[], site: KnownSite, path: string): readonly Finding[] {
  if (findings.length === 0) return findings;
  if (path === site.mainCf.path) return withoutServices(findings, site);
  const part = partAt(site, path);
  if (part === null) return findings;
  return findings.filter(
    ({ span }) => span.start < (entryAt(part, span.start)?.key.span.end ?? Number.POSITIVE_INFINITY),
  );
}

function withoutServices(findings: readonly Finding[], site: Pick<Site, 'mainCf' | 'masterCf'>): readonly Finding[] {
  if (!site.masterCf || !findings.some(isRefutable)) return findings;
  const { text } = site.mainCf.document;
  const { inMainCf, isSetByService } = usedNames(site);
  const isRefuted = ({ rule, span }: Finding): boolean => {
    const name = text.slice(span.start, span.end);
    return rule === unusedParameter.id ? inMainCf(name) : isSetByService(name);
  };
  return findings.filter((finding) => !isRefutable(finding) || !isRefuted(finding));
}

/** Whether master.cf may take a finding about main.cf away. */
export function isRefutable({ rule }: Finding): boolean {
  return rule === unusedParameter.id || rule === undefinedParameter.id;
}
