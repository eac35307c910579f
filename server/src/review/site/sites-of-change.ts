import { assumedVersions, type PostfixVersions } from '../../language/postfix-versions';
import type { ReviewedFile, RevisedFile } from '../change';
import type { TableSite } from '../options';
import type { SitePart } from '../review';
import { compareSites } from './compare-sites';
import { askedFor } from './named-next-hops';
import { type OpenedSite, openRevisedSite } from './opened-site';
import type { RevisedSite } from './revised-site';
import { lineName, siteChange } from './site-change';

/** @param versionsOf the releases of Postfix for which the base judges a file; null for those that are assumed */
export function openSites(
  sites: readonly RevisedSite[],
  versionsOf: (path: string) => PostfixVersions | null,
): readonly OpenedSite[] {
  return sites.map((site) => openRevisedSite(site, versionsOf(site.path) ?? assumedVersions));
}

/** What a table is to the first site that asks it before and after; null where none does. */
export function tableSiteOf(
  { path, previousPath, language }: RevisedFile,
  sites: readonly OpenedSite[],
): TableSite | null {
  const old = previousPath ?? path;
  const site =
    language === 'policy'
      ? sites.find(({ before, after }) => before.tables.has(old) && after.tables.has(path))
      : undefined;
  const [was, is] = [site?.before.tables.get(old), site?.after.tables.get(path)];
  if (site === undefined || was === undefined || is === undefined) return null;
  const [before, after] = [site.before.entriesOf(old), site.after.entriesOf(path)];
  return {
    tableType: is.type,
    documents: was.type === is.type ? { before: was.document, after: is.document } : null,
    before: (key) => before(askedFor(key)),
    after: (key) => after(askedFor(key)),
  };
}

/** Of each site that something comes to, what that is. */
export function siteParts(
  sites: readonly OpenedSite[],
  reviewed: readonly ReviewedFile[],
): readonly (SitePart & { readonly path: string; readonly text: string })[] {
  const told = new Set(
    reviewed.flatMap(({ path, previousPath, changes }) =>
      changes.flatMap(({ before, after }) => [
        ...(before === null ? [] : [lineName(previousPath ?? path, before)]),
        ...(after === null ? [] : [lineName(path, after)]),
      ]),
    ),
  );
  return sites.flatMap((opened) => {
    const rows = compareSites(opened);
    const { path, before, after } = opened;
    const unknown = [...new Set([...before.unknown, ...after.unknown])];
    if (rows.length === 0) return [];
    const effective = rows.map(({ nextHop, before: was, after: is }) => ({
      nextHop,
      before: was?.told ?? null,
      after: is?.told ?? null,
    }));
    const tables = [...new Set([...before.tables.keys(), ...after.tables.keys()])];
    const { text } = after.site.mainCf.document;
    return [{ path, text, site: { effective, unknown, tables }, change: siteChange(opened, rows, told) }];
  });
}
