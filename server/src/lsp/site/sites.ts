import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { ParsedDocument } from '../../language/rule';
import type { MainCfDocument } from '../../maincf/document';
import { parseMainCf } from '../../maincf/parse';
import type { MasterCfDocument } from '../../mastercf/document';
import { parseMasterCf } from '../../mastercf/parse';
import type { PolicyDocument } from '../../policy/document';
import { parsePolicyLazily } from '../../policy/parse-lazily';
import type { TableType } from '../../postfix/table-types';
import type { SiteFiles } from '../../site/table';
import type { NamedTable } from '../../site/table-type';
import { openSite, type Site, type SiteFile } from '../../site/whole-site';
import { languageOptions } from '../language-options';
import type { DocumentSettings } from '../settings';
import type { FileText, FileTexts } from './file-texts';
import { findMainCf, mayBeTable } from './find-main-cf';
import { type NamedFile, readFrame, type SiteFrame } from './site-frame';
import { folderOf, sitePath } from './site-place';

/** A site as it is now: its files as an editor has them open, or else as they lie on the disk. */
export interface OpenSite extends SiteFrame {
  readonly tables: readonly OpenTable[];
  readonly routing: readonly OpenTable[];
  readonly files: SiteFiles;
  /** All of it as the rules about sites take it; paths are those of the disk. */
  readonly site: Site;
}

export interface OpenTable extends NamedFile {
  /** Null where there is no such file, or none that can be read. */
  readonly document: PolicyDocument | null;
}

/** The sites that the documents of an editor belong to. Nothing of it rejects. */
export interface Sites {
  /** The site of a document; null where none is known. The same object as long as nothing of the site has changed. */
  of(uri: string): Promise<OpenSite | null>;
  /**
   * How a main.cf names a document; null where none does. The same object as long as it says the same.
   *
   * @param set the path of the main.cf that a setting names; null for none.
   */
  named(uri: string, set: string | null): Promise<NamedTable | null>;
  /** Looks at all files again, since one of them may have changed. */
  reread(): Promise<void>;
  forget(uri: string): void;
}

export interface SiteMeans {
  readonly texts: FileTexts;
  /** A document as an editor has it open, read by its language; null for one that is not open. */
  readonly openDocument: (uri: string) => Promise<OpenedDocument | null>;
  readonly openUris: () => readonly string[];
  readonly settingsOf: (uri: string) => Promise<DocumentSettings>;
  /** The paths of all main.cf in the folders of the workspace. */
  readonly findMainCfs: () => Promise<readonly string[]>;
  /** In milliseconds from some moment on. */
  readonly now: () => number;
  /** A file on the disk is another now. */
  readonly changed: () => void;
  /** Told the paths of the tables that a main.cf names, and of those that route mail. */
  readonly watch: (tables: readonly string[], routes: readonly string[]) => void;
}

export interface OpenedDocument {
  readonly languageId: string;
  readonly text: () => string;
  /** Null for one in none of our languages. */
  readonly document: ParsedDocument | null;
  readonly tableType: string | null;
}

/** Milliseconds after which the files are looked at again: not every editor watches files. */
const maxAge = 2_000;
/** The same for the folders of the workspace, which may be many. */
const maxWalkAge = 30_000;

export function createSites(means: SiteMeans): Sites {
  const { texts, now, changed } = means;
  const frames = new Map<string, SiteFrame>();
  const sites = new Map<string, { readonly frame: SiteFrame; readonly site: OpenSite }>();
  const told = new Map<string, NamedTable>();
  const parsed = new WeakMap<FileText, Map<string, ParsedDocument>>();
  let lookedAt = now();
  let walk: { readonly at: number; readonly found: Promise<readonly string[]> } | null = null;

  async function document(
    path: string,
    languageId: string,
    type: TableType | null,
    parse: (text: string) => ParsedDocument,
  ): Promise<ParsedDocument | null> {
    const open = await means.openDocument(pathToFileURL(path).href);
    const isRead = open?.languageId === languageId && (type === null || open.tableType === type);
    if (isRead && open.document !== null) return open.document;
    const file = open === null ? await texts.of(path) : sameText(path, open.text());
    if (file === null) return null;
    const byType = parsed.get(file) ?? new Map<string, ParsedDocument>();
    parsed.set(file, byType);
    const key = `${languageId} ${type ?? ''}`;
    const found = byType.get(key) ?? parse(file.text);
    byType.set(key, found);
    return found;
  }

  /** An open document that is read otherwise here than by its own settings. */
  const reread = new Map<string, FileText>();
  function sameText(path: string, text: string): FileText {
    const known = reread.get(path);
    const file = known?.text === text ? known : { path, text };
    reread.set(path, file);
    return file;
  }

  async function frameAt(path: string): Promise<SiteFrame | null> {
    const masterPath = `${folderOf(path)}/master.cf`;
    const mainCf = (await document(path, 'postfix-main-cf', null, parseMainCf)) as MainCfDocument | null;
    // Most of the folders that are asked have none.
    if (mainCf === null) return null;
    const [masterCf, settings] = await Promise.all([
      document(masterPath, 'postfix-master-cf', null, parseMasterCf) as Promise<MasterCfDocument | null>,
      means.settingsOf(pathToFileURL(path).href),
    ]);
    const known = frames.get(path);
    if (known?.mainCf === mainCf && known.masterCf === masterCf && known.settings === settings) return known;
    const frame = readFrame(path, mainCf, masterCf, settings);
    frames.set(path, frame);
    const paths = (files: readonly NamedFile[]): readonly string[] => files.map((file) => file.path);
    means.watch(paths(frame.tables), paths(frame.routes));
    return frame;
  }

  async function siteAt(path: string): Promise<OpenSite | null> {
    const frame = await frameAt(path);
    if (frame === null) return null;
    const read = ({ path: file, type }: NamedFile) =>
      document(file, 'postfix-tls-policy', type, (text) =>
        parsePolicyLazily(text, { tableType: type }),
      ) as Promise<PolicyDocument | null>;
    const [documents, routes] = await Promise.all([
      Promise.all(frame.tables.map(read)),
      Promise.all(frame.routes.map(async (each): Promise<OpenTable> => ({ ...each, document: await read(each) }))),
    ]);
    const beside = await besides(folderOf(path));
    const known = sites.get(path);
    const isSame =
      known?.frame === frame &&
      known.site.tables.every((each, at) => each.document === documents[at]) &&
      known.site.routing.every((each, at) => each.document === routes[at]?.document) &&
      sameFiles(known.site.site.beside, beside);
    if (isSame) return known.site;
    const tables = frame.tables.map((table, index): OpenTable => ({ ...table, document: documents[index] ?? null }));
    const files: SiteFiles = {
      table: (name, type) =>
        [...tables, ...routes].find((each) => each.name === name && each.type === type)?.document ?? null,
    };
    const site = { ...frame, tables, routing: routes, files, site: wholeSite(frame, files, beside) };
    sites.set(path, { frame, site });
    return site;
  }

  /** The tables beside main.cf that an editor has open: nobody sees what is said of the others. */
  async function besides(folder: string): Promise<readonly SiteFile<PolicyDocument>[]> {
    const paths = means.openUris().flatMap((uri) => sitePath(uri) ?? []);
    const found = paths
      .filter((path) => folderOf(path) === folder && mayBeTable(path))
      .map(async (path) => {
        const open = await means.openDocument(pathToFileURL(path).href);
        return open?.languageId === 'postfix-tls-policy' ? [{ path, document: open.document as PolicyDocument }] : [];
      });
    return (await Promise.all(found)).flat();
  }

  function mainCfOf(path: string, set: string | null): Promise<string | null> {
    return findMainCf(path, set, {
      names: async (mainCf, file) => (await frameAt(mainCf))?.tables.some((table) => table.path === file) ?? null,
      inWorkspace: () => {
        if (walk === null || now() - walk.at > maxWalkAge) walk = { at: now(), found: means.findMainCfs() };
        return walk.found;
      },
    });
  }

  async function lookAgain(): Promise<void> {
    lookedAt = now();
    if (await texts.lookAgain()) changed();
  }

  function lookIfOld(): void {
    if (now() - lookedAt > maxAge) void lookAgain();
  }

  return {
    async of(uri) {
      const path = sitePath(uri);
      if (path === null) return null;
      lookIfOld();
      const mainCf = await mainCfOf(path, (await means.settingsOf(uri)).mainCf);
      return mainCf === null ? null : siteAt(mainCf);
    },
    async named(uri, set) {
      const path = sitePath(uri);
      if (path === null || !mayBeTable(path)) return null;
      lookIfOld();
      const mainCf = await mainCfOf(path, set);
      const table = mainCf === null ? undefined : (await frameAt(mainCf))?.tables.find((each) => each.path === path);
      if (mainCf === null || table === undefined) return null;
      const known = told.get(uri);
      const { type, reference, isInside } = table;
      const named = { type, reference, mainCf, isInside };
      if (known !== undefined && isDeepStrictEqual(known, named)) return known;
      told.set(uri, named);
      return named;
    },
    async reread() {
      walk = null;
      await lookAgain();
    },
    forget: (uri) => void told.delete(uri),
  };
}

function wholeSite(
  { path, place, mainCf, masterCf, settings }: SiteFrame,
  files: SiteFiles,
  beside: readonly SiteFile<PolicyDocument>[],
): Site {
  return openSite(
    {
      place,
      files,
      beside,
      mainCf: { path, document: mainCf },
      masterCf: masterCf === null ? null : { path: `${folderOf(path)}/master.cf`, document: masterCf },
    },
    languageOptions(settings).check,
  );
}

function sameFiles(first: readonly SiteFile[], second: readonly SiteFile[]): boolean {
  return first.length === second.length && first.every((file, index) => file.document === second[index]?.document);
}
