import { dnssecSender } from '../../verdict/sender';
import { compareValues } from '../compare-values';
import { askedFor, nextHopsNamedBy } from './named-next-hops';
import type { OpenedSite } from './opened-site';
import { sameEntries } from './same-entries';
import type { FoundSitePolicy, SitePolicy } from './site-policy';

/** What applies to the mail for a next-hop of a site before and after; null: other programs deliver it, or nobody can tell. */
export interface SiteEffectiveChange {
  /** `.example.org` stands for the names below it that have no entry of their own, `*` for all that nothing names. */
  readonly nextHop: string;
  readonly before: SitePolicy | null;
  readonly after: SitePolicy | null;
}

/** What the change of a site comes to. */
export interface ReviewedSite {
  /** The next-hops that either revision names and to whose mail something else applies now. */
  readonly effective: readonly SiteEffectiveChange[];
  /** The tables of which nobody knows what they answer, as main.cf names them: what stands there counts as absent. */
  readonly unknown: readonly string[];
  /** The policy tables of the site that lie in the repository. */
  readonly tables: readonly string[];
}

/** One next-hop to which something else applies now. */
export interface SiteRow {
  readonly nextHop: string;
  readonly before: FoundSitePolicy | null;
  readonly after: FoundSitePolicy | null;
  /** Whether its mail is protected less than before. */
  readonly isWeaker: boolean;
}

/** The next-hops that either revision names and to whose mail something else applies now. */
export function compareSites(opened: OpenedSite): readonly SiteRow[] {
  const { before, after } = opened;
  const names = new Set([...nextHopsNamedBy(before.site), ...nextHopsNamedBy(after.site)]);
  const isSame = sameEntries(opened);
  return [...names].flatMap((nextHop): readonly SiteRow[] => {
    if (isSame(nextHop)) return [];
    const asked = askedFor(nextHop);
    const [was, is] = [before.policyOf(asked), after.policyOf(asked)];
    if (isEqual(was?.told ?? null, is?.told ?? null)) return [];
    return [{ nextHop, before: was, after: is, isWeaker: isWeaker(nextHop, was, is) }];
  });
}

/** Another place of the same entry is none of the difference. */
function isEqual(was: SitePolicy | null, is: SitePolicy | null): boolean {
  if (was === null || is === null) return was === is;
  return (
    was.service === is.service &&
    was.via === is.via &&
    was.key === is.key &&
    was.value === is.value &&
    was.actsAs === is.actsAs
  );
}

/** The settings of a site are in what its levels act as, so that those that do DANE are compared as such. */
function isWeaker(nextHop: string, was: FoundSitePolicy | null, is: FoundSitePolicy | null): boolean {
  if (was?.value == null || is?.value == null) return false;
  return compareValues(is.value, was.value, nextHop, dnssecSender) === 'weaker';
}
