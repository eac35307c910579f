import type { Finding } from '../language/finding';
import { undefinedParameter } from '../maincf/rules/undefined-parameter';
import { unusedParameter } from '../maincf/rules/unused-parameter';
import { usedNames } from './used-names';
import type { Site } from './whole-site';

/**
 * What the check of main.cf alone told, without what its master.cf refutes: that nothing uses a parameter which a service does use, and
 * that nothing defines one which a service defines for itself.
 *
 * @param site null where none is known.
 */
export function withoutRefuted(
  findings: readonly Finding[],
  site: Pick<Site, 'mainCf' | 'masterCf'> | null,
): readonly Finding[] {
  if (!site?.masterCf || !findings.some(isRefutable)) return findings;
  const { text } = site.mainCf.document;
  const { inMainCf, isSetByService } = usedNames(site);
  const isRefuted = ({ rule, span }: Finding): boolean => {
    const name = text.slice(span.start, span.end);
    return rule === unusedParameter.id ? inMainCf(name) : isSetByService(name);
  };
  return findings.filter((finding) => !isRefutable(finding) || !isRefuted(finding));
}

/** Whether more files may take a finding away. */
export function isRefutable({ rule }: Finding): boolean {
  return rule === unusedParameter.id || rule === undefinedParameter.id;
}
