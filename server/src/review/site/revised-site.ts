import { posix } from 'node:path';
import { assumedVersions, type PostfixVersions } from '../../language/postfix-versions';
import { parseMainCf } from '../../maincf/parse';
import { withInner } from '../../maincf/table-reference';
import { parseMasterCf } from '../../mastercf/parse';
import type { PolicyDocument, PolicyEntry } from '../../policy/document';
import { parsePolicyLazily } from '../../policy/parse-lazily';
import { isTableType } from '../../postfix/table-types';
import { folderOf, placesOf, type SitePlace } from '../../site/file-places';
import { routeTables } from '../../site/mail-route';
import { policyMaps } from '../../site/policy-maps';
import { openSite, type Site } from '../../site/whole-site';

/** A main.cf in two revisions, with what lies around it there. */
export interface RevisedSite {
  /** Of main.cf. */
  readonly path: string;
  readonly before: SiteTexts;
  readonly after: SiteTexts;
}

/** The texts of one revision, by their paths: main.cf, its master.cf, and the files of the tables that they name as far as they are there. */
export type SiteTexts = ReadonlyMap<string, string>;

/** The path of the master.cf of a main.cf. */
export function masterCfOf(path: string): string {
  return posix.join(posix.dirname(path), 'master.cf');
}

/** The files whose tables a site asks, for policies or for routes, whether they are there or not. */
export function tableFilesOf(path: string, texts: SiteTexts): readonly string[] {
  const site = openRevision(path, texts, assumedVersions);
  const lists = site.clients.flatMap((client) => policyMaps(client) ?? []);
  const tables = [...lists, ...routeTables(site.parameters)].flatMap(withInner);
  const paths = tables.flatMap(({ type, name }) =>
    type !== null && isTableType(type) ? (pathIn(name, site.place) ?? []) : [],
  );
  return [...new Set(paths)];
}

/** The path in the repository of a file that main.cf names; null for one elsewhere. */
export function pathIn(name: string, place: SitePlace): string | null {
  const [path] = placesOf(name, place);
  return path === undefined || path.startsWith('/') ? null : posix.normalize(path);
}

/** One revision of a site. */
export function openRevision(path: string, texts: SiteTexts, versions: PostfixVersions): Site {
  const place = { folder: folderOf(path), root: null };
  const tables = new Map<string, PolicyDocument>();
  const table = (name: string, type: string): PolicyDocument | null => {
    const file = pathIn(name, place);
    const text = file === null ? undefined : texts.get(file);
    if (text === undefined) return null;
    const key = `${type}:${file}`;
    const document =
      tables.get(key) ?? withIndex(parsePolicyLazily(text, { tableType: isTableType(type) ? type : null }));
    tables.set(key, document);
    return document;
  };
  const masterPath = masterCfOf(path);
  const masterCf = texts.get(masterPath);
  return openSite(
    {
      place,
      mainCf: { path, document: parseMainCf(texts.get(path) ?? '') },
      masterCf: masterCf === undefined ? null : { path: masterPath, document: parseMasterCf(masterCf) },
      beside: [],
      files: { table },
    },
    { postfixVersions: versions },
  );
}

/** Looks its entries up without trying each of them. */
function withIndex(document: PolicyDocument): PolicyDocument {
  let index: ReadonlyMap<string, readonly PolicyEntry[]> | null = null;
  const named = (key: string): readonly PolicyEntry[] => {
    index ??= indexOf(document.entries);
    return index.get(key) ?? [];
  };
  return { ...document, named };
}

function indexOf(entries: readonly PolicyEntry[]): ReadonlyMap<string, readonly PolicyEntry[]> {
  const index = new Map<string, PolicyEntry[]>();
  for (const entry of entries) {
    const same = index.get(entry.key.folded);
    if (same === undefined) index.set(entry.key.folded, [entry]);
    else same.push(entry);
  }
  return index;
}
