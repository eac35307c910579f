import { pathToFileURL } from 'node:url';
import type { Language } from '../../language/language';
import type { ParsedDocument } from '../../language/rule';
import { languageNamed } from '../../languages/languages';
import { createLineIndex, type LineIndex } from '../../text/line-index';
import type { ServerContext } from '../context';
import type { OpenDocument } from '../open-document';
import { folderOf, sitePath } from './site-place';
import type { OpenSite } from './sites';

/** The main.cf or the master.cf of a site. */
export interface SiteText {
  readonly uri: string;
  readonly language: Language;
  readonly document: ParsedDocument;
  readonly lines: LineIndex;
  /** Null for a file that no editor has open. */
  readonly open: OpenDocument | null;
}

/** The main.cf and the master.cf of a site, and not the document that was asked from. */
export function otherTexts({ documents }: ServerContext, site: OpenSite, from: string): readonly SiteText[] {
  const own = sitePath(from);
  const files = [
    { path: site.path, language: languageNamed('main-cf'), document: site.mainCf },
    { path: `${folderOf(site.path)}/master.cf`, language: languageNamed('master-cf'), document: site.masterCf },
  ];
  return files.flatMap(({ path, language, document }): readonly SiteText[] => {
    if (language === null || document === null || path === own) return [];
    const uri = pathToFileURL(path).href;
    // An editor may spell the name in another way.
    const open = documents.all().find((each) => sitePath(each.uri) === path) ?? null;
    return [{ uri: open?.uri ?? uri, language, document, lines: open?.lines ?? createLineIndex(document.text), open }];
  });
}
