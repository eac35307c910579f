import { hasBranches } from '../../language/templates';
import type { Site } from '../whole-site';
import type { Change } from './change';
import { oldLevels } from './old-levels';
import { replaceLevels } from './replace-levels';
import { replaceDnsLookups, replaceOutdated } from './replace-outdated';
import { replacePerSite } from './replace-per-site';

/**
 * All that takes the modern settings of Postfix in the place of obsolete ones in main.cf and master.cf, and changes nothing that
 * Postfix does. What can't be replaced that way stays. None where a template chooses among the lines.
 */
export function modernise(
  site: Pick<Site, 'mainCf' | 'masterCf' | 'place' | 'versions' | 'clients'>,
): readonly Change[] {
  if (hasBranches(site.mainCf.document)) return [];
  return [
    ...oldLevels.flatMap((old) => replaceLevels(site, old)),
    ...replacePerSite(site),
    ...replaceDnsLookups(site),
    ...replaceOutdated(site),
  ];
}
