import type { MainCfDocument } from '../../maincf/document';
import { t } from '../../text/translate';
import type { FoundChange } from '../change';
import { findReasons } from '../reasons';
import type { SiteRow } from './compare-sites';
import type { OpenedSite } from './opened-site';

/** More next-hops are only counted. */
const mostNames = 5;

/** Names a line of a table of the repository. */
export function lineName(path: string, text: string): string {
  return `${path}\0${text}`;
}

/**
 * What a change of settings, of routes or of the order of tables comes to for the next-hops that are named, as one change; null where
 * it comes to nothing else than what is told of entries and of the level of main.cf by themselves.
 *
 * @param told the lines of entries that come, change or go
 */
export function siteChange(site: OpenedSite, rows: readonly SiteRow[], told: ReadonlySet<string>): FoundChange | null {
  const others = rows.filter((row) => !isToldByEntry(row, told) && !isToldBySetting(row));
  if (others.length === 0) return null;
  const weaker = others.filter(({ isWeaker }) => isWeaker);
  const rest = others.filter(({ isWeaker }) => !isWeaker);
  const [old, now] = [site.before.site.mainCf.document, site.after.site.mainCf.document];
  const lines = changedLines(old, now);
  const reasons = findReasons(now, old);
  return {
    kind: 'site',
    subject: site.path,
    before: null,
    after: null,
    span: lines[0] ?? now.effective.get('smtp_tls_policy_maps')?.line.span ?? { start: 0, end: 0 },
    spanBefore: null,
    effects: [
      ...(weaker.length === 0 ? [] : [t('Protected less than before is mail to {0}.', namesOf(weaker))]),
      ...(rest.length === 0 ? [] : [t('Something else applies to mail to {0}.', namesOf(rest))]),
    ],
    strength: weaker.length > 0 ? 'weaker' : 'different',
    reason: lines.map(({ start }) => reasons.above(start)).find((reason) => reason !== null) ?? null,
  };
}

function isToldByEntry({ before, after }: SiteRow, told: ReadonlySet<string>): boolean {
  return [before, after].some(
    (each) => each?.path != null && each.entry !== null && told.has(lineName(each.path, each.entry.line.text)),
  );
}

/** The level of main.cf decides on the same way before and after: the settings that change tell it for all such next-hops. */
function isToldBySetting({ before, after }: SiteRow): boolean {
  const [was, is] = [before?.told, after?.told];
  return (
    was !== undefined &&
    is !== undefined &&
    was.table === null &&
    is.table === null &&
    was.via === is.via &&
    was.service === is.service
  );
}

function namesOf(rows: readonly SiteRow[]): string {
  const names = rows
    .slice(0, mostNames)
    .map(({ nextHop }) => nextHopWords(nextHop))
    .join(', ');
  const left = rows.length - mostNames;
  return left > 0 ? t('{0} and {1} more', names, left) : names;
}

/** A next-hop that is named, in words. */
export function nextHopWords(nextHop: string): string {
  if (nextHop === '*') return t('any other domain');
  return nextHop.startsWith('.') ? t('any name below {0}', nextHop.slice(1)) : nextHop;
}

/** Where main.cf says something else than before, in the order of the file. */
function changedLines(before: MainCfDocument, after: MainCfDocument): readonly FoundChange['span'][] {
  const changed = [...after.effective].filter(
    ([name, { line }]) => before.effective.get(name)?.line.text !== line.text,
  );
  return changed.map(([, { line }]) => line.span).sort((a, b) => a.start - b.start);
}
