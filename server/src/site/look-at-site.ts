import type { CheckOptions } from '../language/language';
import { checkSite, type SiteFinding } from './check-site';
import { type FileFact, lookAt, noFacts } from './facts';
import type { SitePlace } from './file-places';
import type { Site } from './whole-site';

/**
 * Checks a site by what its rules want to know of the disk, and nothing else is looked at. What they ask for next may hang on
 * what is found, so they are run until they ask for nothing new.
 *
 * @param place of main.cf, its folder from the root.
 * @param look what lies at a path of this machine.
 */
export async function lookAtSite(
  site: Site,
  place: SitePlace,
  look: (path: string) => Promise<FileFact>,
  options: Omit<CheckOptions, 'postfixVersions'>,
): Promise<readonly SiteFinding[]> {
  const known = new Map<string, FileFact>();
  for (;;) {
    const asked = new Set<string>();
    const file = (path: string): FileFact => {
      const fact = known.get(path);
      if (fact === undefined) asked.add(path);
      return fact ?? noFacts.file(path);
    };
    const findings = checkSite(site, { file }, options);
    if (asked.size === 0) return findings;
    const facts = await Promise.all([...asked].map(async (path) => [path, await lookAt(path, place, look)] as const));
    for (const [path, fact] of facts) known.set(path, fact);
  }
}
