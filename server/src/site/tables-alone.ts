import type { CheckOptions } from '../language/language';
import type { ParsedDocument } from '../language/rule';
import type { MainCfDocument } from '../maincf/document';
import { parseMainCf } from '../maincf/parse';
import type { MasterCfDocument } from '../mastercf/document';
import { parseMasterCf } from '../mastercf/parse';
import { openSite, type Site } from './whole-site';

/** Either of the files in which tables may stand themselves. */
export type FileWithTables =
  | { readonly language: 'main-cf'; readonly document: MainCfDocument }
  | { readonly language: 'master-cf'; readonly document: MasterCfDocument };

const folder = '/etc/postfix';

/** The clients that every Postfix has, each of which reads a list of its own in main.cf. */
const bothClients = parseMasterCf('smtp unix - - y - - smtp\nlmtp unix - - y - - lmtp\n');
const noSettings = parseMainCf('');

/** A site of one file alone, for whoever asks about the tables that stand in it (`inline:{…}`, `static:…` and their like). */
export function siteOfOneFile(
  { language, document }: FileWithTables,
  options: Pick<CheckOptions, 'postfixVersions'> = {},
): Site {
  const file = <Document extends ParsedDocument>(name: string, content: Document) => ({
    path: `${folder}/${name}`,
    document: content,
  });
  const sources = {
    place: { folder, root: null },
    mainCf: file('main.cf', language === 'main-cf' ? document : noSettings),
    masterCf: file('master.cf', language === 'master-cf' ? document : bothClients),
    beside: [],
    files: { table: () => null },
  };
  return openSite(sources, options);
}

/** Whether a text may have a table that stands in it. Most have none. */
export function mayHoldTables(text: string): boolean {
  return /\b(?:inline|static|randmap):/.test(text);
}
